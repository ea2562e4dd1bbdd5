import { Checkbox, Group, MultiSelect, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { rooms, visitTypes } from '../../api/desk.ts'
import { staffList } from '../../api/staff.ts'
import { t as words } from '../../i18n/booking.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { longDate } from '../../i18n/time.ts'
import { type BookingForm, type CheckedField, fieldIds, noRoom, readTime } from './bookingForm.ts'
import { FreeTimes } from './FreeTimes.tsx'
import type { Doctor } from './visitRules.ts'

interface Props {
  form: BookingForm
  set: (change: Partial<BookingForm>) => void
  doctors: Doctor[]
  errors: Partial<Record<CheckedField, string>>
  /** Whether overbooking is offered: after a refusal that it lifts, and where the role may. */
  overbookable: boolean
  /** The own hold, whose time is still offered. */
  holdId?: string | undefined
}

const visitModes = ['in_person', 'video', 'phone', 'home'] as const

/** Type, doctor, day, time, room and reason of a visit, for booking and for changing. */
export function BookingFields({ form, set, doctors, errors, overbookable, holdId }: Props) {
  const types = useQuery(visitTypes)
  const roomsQuery = useQuery(rooms)
  const staff = useQuery(staffList(false))
  const typeOptions = (types.data?.items ?? []).map(type => ({
    value: type.id,
    label: `${type.name} · ${common('minutesShort', { count: type.minutes })}`,
  }))
  const roomOptions = (roomsQuery.data?.items ?? []).map(room => ({
    value: room.id,
    label: `${room.number} · ${room.type}`,
  }))
  // Who asks to overbook is asked why.
  useEffect(() => {
    if (form.overbook) document.getElementById(fieldIds.overbookReason)?.focus()
  }, [form.overbook])
  const validDate = /^\d{4}-\d{2}-\d{2}$/.test(form.date)
  return (
    <Stack gap="sm">
      <Select
        label={t('visitType')}
        data={typeOptions}
        value={form.visitTypeId || null}
        placeholder={t('noVisitType')}
        clearable
        onChange={value => {
          const type = types.data?.items.find(one => one.id === value)
          set({ visitTypeId: value ?? '', ...(type ? { minutes: type.minutes } : {}) })
        }}
      />
      <Select
        id={fieldIds.staffId}
        label={t('doctor')}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.staffId || null}
        error={errors.staffId}
        searchable={doctors.length > 8}
        allowDeselect={false}
        onChange={value => set({ staffId: value ?? '' })}
      />
      <div className="booking-when">
        <TextInput
          id={fieldIds.date}
          type="date"
          label={t('date')}
          value={form.date}
          error={errors.date}
          onChange={event => set({ date: event.currentTarget.value })}
        />
        <TextInput
          id={fieldIds.time}
          label={t('start')}
          placeholder="09:30"
          inputMode="numeric"
          value={form.time}
          error={errors.time}
          onChange={event => set({ time: event.currentTarget.value })}
          onBlur={() => set({ time: readTime(form.time) ?? form.time })}
        />
        <NumberInput
          id={fieldIds.minutes}
          label={t('duration')}
          min={5}
          max={480}
          step={5}
          value={form.minutes}
          error={errors.minutes}
          onChange={value => set({ minutes: typeof value === 'number' ? value : '' })}
        />
      </div>
      {validDate && <div className="read-back">{longDate(form.date)}</div>}
      <FreeTimes
        date={form.date}
        doctors={doctors}
        staffId={form.staffId}
        minutes={Number(form.minutes) || 0}
        currentTime={form.time}
        holdId={holdId}
        assistantIds={form.assistantIds}
        choose={set}
      />
      <Group grow align="flex-start" gap="sm" wrap="nowrap">
        <Select
          label={t('room')}
          data={[{ value: noRoom, label: t('noRoom') }, ...roomOptions]}
          value={form.roomId || null}
          placeholder={t('roomOfSession')}
          clearable
          onChange={value => set({ roomId: value ?? '' })}
        />
        <Select
          label={t('mode')}
          data={visitModes.map(value => ({ value, label: t(value) }))}
          value={form.mode}
          allowDeselect={false}
          onChange={value => set({ mode: visitModes.find(mode => mode === value) ?? 'in_person' })}
        />
      </Group>
      <MultiSelect
        label={words('assistants')}
        description={words('assistantsHelp')}
        placeholder={form.assistantIds.length === 0 ? words('noAssistants') : ''}
        data={(staff.data?.items ?? [])
          .filter(({ id }) => id !== form.staffId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={form.assistantIds}
        maxValues={5}
        searchable
        hidePickedOptions
        onChange={assistantIds => set({ assistantIds })}
      />
      <Textarea
        label={t('reason')}
        description={t('reasonHelp')}
        autosize
        minRows={2}
        maxLength={500}
        value={form.reason}
        onChange={event => set({ reason: event.currentTarget.value.replace(/\n/g, ' ') })}
      />
      {(overbookable || form.overbook) && (
        <Checkbox
          label={t('overbook')}
          description={t('overbookHelp')}
          checked={form.overbook}
          onChange={event => set({ overbook: event.currentTarget.checked })}
        />
      )}
      {form.overbook && (
        <TextInput
          id={fieldIds.overbookReason}
          data-autofocus
          label={t('overbookReason')}
          maxLength={500}
          value={form.overbookReason}
          error={errors.overbookReason}
          onChange={event => set({ overbookReason: event.currentTarget.value })}
        />
      )}
    </Stack>
  )
}
