import './waitlist.css'
import { Chip, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { visitTypes } from '../../api/desk.ts'
import { bookableTypes, doctors } from '../../api/portal.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/waitlist.ts'
import { type EntryForm, type EntryProblem, weekdayShort } from './entryForm.ts'

interface Props {
  form: EntryForm
  set: (part: Partial<EntryForm>) => void
  problem: EntryProblem | null
  /** Patients choose among the types that they may book, and say nothing of urgency. */
  forPatient?: boolean
}

const urgencies = ['routine', 'soon', 'urgent'] as const

/** With whom, for what, on which days and between which hours. */
export function EntryFields({ form, set, problem, forPatient = false }: Props) {
  const staff = useQuery(doctors)
  const clinicTypes = useQuery({ ...visitTypes, enabled: !forPatient })
  const bookable = useQuery({ ...bookableTypes, enabled: forPatient })
  const types = forPatient ? (bookable.data ?? []) : (clinicTypes.data?.items ?? [])
  const doctorList = staff.data ?? []
  const specialties = [...new Set(doctorList.flatMap(one => one.specialties))].sort()
  const time = (field: 'from' | 'to') => (
    <TextInput
      label={`${t(field)} (${common('optional')})`}
      placeholder={field === 'from' ? '09:00' : '12:00'}
      inputMode="numeric"
      value={form[field]}
      error={problem === 'times' && field === 'from' ? t('timesWrong') : undefined}
      onChange={event => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <Stack gap="sm">
      <Select
        label={t('visitType')}
        data={types.map(type => ({
          value: type.id,
          label: `${type.name} · ${common('minutesShort', { count: type.minutes })}`,
        }))}
        value={form.visitTypeId || null}
        error={problem === 'visitType' ? t('typeMissing') : undefined}
        clearable={!forPatient}
        onChange={value => set({ visitTypeId: value ?? '' })}
      />
      {!forPatient && !form.visitTypeId && (
        <NumberInput
          label={t('minutes')}
          min={5}
          max={480}
          step={5}
          value={form.minutes}
          onChange={value => set({ minutes: typeof value === 'number' ? value : '' })}
        />
      )}
      <Select
        label={t('whom')}
        placeholder={t('anyone')}
        clearable
        searchable={doctorList.length > 8}
        data={[
          ...doctorList.map(one => ({ value: `staff:${one.id}`, label: one.name })),
          ...specialties.map(name => ({ value: `specialty:${name}`, label: t('specialtyOf', { name }) })),
        ]}
        value={form.whom || null}
        onChange={value => set({ whom: value ?? '' })}
      />
      <fieldset className="waitlist-days">
        <legend>{t('days')}</legend>
        <Chip.Group multiple value={form.days.map(String)} onChange={days => set({ days: days.map(Number) })}>
          <Group gap={6}>
            {[1, 2, 3, 4, 5, 6, 7].map(day => (
              <Chip key={day} value={String(day)} size="sm" variant="outline">
                {weekdayShort(day)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </fieldset>
      <Group grow align="flex-start" gap="sm">
        {time('from')}
        {time('to')}
      </Group>
      {!forPatient && (
        <Select
          label={t('urgency')}
          allowDeselect={false}
          data={urgencies.map(value => ({ value, label: t(value) }))}
          value={form.urgency}
          onChange={value => set({ urgency: urgencies.find(one => one === value) ?? 'routine' })}
        />
      )}
      <Textarea
        label={`${t('note')} (${common('optional')})`}
        maxLength={500}
        autosize
        value={form.note}
        onChange={event => set({ note: event.currentTarget.value.replace(/\n/g, ' ') })}
      />
    </Stack>
  )
}
