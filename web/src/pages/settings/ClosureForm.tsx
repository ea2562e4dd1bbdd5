import { Button, Checkbox, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { AddClosure } from '../../../../workers/staff/clinic/closures/contract.ts'
import { addClosure } from '../../api/settings.ts'
import { t as common } from '../../i18n/common.ts'
import { t as rules, ruleText } from '../../i18n/forms.ts'
import { t } from '../../i18n/settings.ts'
import { DateField } from '../../parts/DateField.tsx'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { type FieldMessages, summaryOf, useFormSubmit, validated } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { toast } from '../../parts/toast.tsx'
import { blankClosure, type ClosureDraft, closureText, instantsOf, readTime } from './closure.ts'

const fields = ['firstDay', 'lastDay', 'from', 'to', 'reason'] as const
const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What cannot be read as days and times. */
function unreadable({ firstDay, lastDay, partOfDay, from, to }: ClosureDraft): FieldMessages {
  const example = '25/12/2026'
  const noDate = (text: string) => (text ? rules('date', { example }) : ruleText('missing'))
  return {
    ...(isDate(firstDay) ? {} : { firstDay: noDate(firstDay) }),
    ...(partOfDay || !lastDay || isDate(lastDay) ? {} : { lastDay: noDate(lastDay) }),
    ...(!partOfDay && isDate(lastDay) && lastDay < firstDay ? { lastDay: ruleText('after_start') } : {}),
    ...(partOfDay && !readTime(from) ? { from: t('timeWrong') } : {}),
    ...(partOfDay && !readTime(to) ? { to: t('timeWrong') } : {}),
  }
}

export function ClosureForm({ close }: { close: () => void }) {
  const [form, setForm] = useState(blankClosure)
  const [key] = useState(() => crypto.randomUUID())
  const box = useRef<HTMLFormElement>(null)
  const set = (part: Partial<ClosureDraft>) => setForm(before => ({ ...before, ...part }))
  const save = useFormSubmit(fields)
  useEffect(() => box.current?.querySelector<HTMLElement>('input')?.focus(), [])

  const submit = async () => {
    const done = await save.run(async () => {
      const unreadableFields = unreadable(form)
      if (Object.keys(unreadableFields).length > 0) return unreadableFields
      const instants = instantsOf(form)
      if (instants.endsAt <= instants.startsAt) return { [form.partOfDay ? 'to' : 'lastDay']: ruleText('after_start') }
      const { input, messages } = validated(AddClosure, { ...instants, reason: form.reason }, fields)
      if (messages) return messages
      await addClosure(input, key)
      toast(t('closureAdded', { name: `${closureText(input)}, ${input.reason}` }))
      return null
    })
    if (done) close()
  }
  const labels = {
    firstDay: t('firstDay'),
    lastDay: t('lastDay'),
    from: t('fromTime'),
    to: t('toTime'),
    reason: t('reason'),
  }
  const time = (field: 'from' | 'to') => (
    <TextInput
      id={`closure-${field}`}
      label={labels[field]}
      placeholder="13:00"
      inputMode="numeric"
      autoComplete="off"
      value={form[field]}
      error={save.messages[field]}
      onChange={event => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <form
      ref={box}
      className="settings-form settings-new"
      noValidate
      aria-label={t('addClosure')}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') close()
      }}
    >
      <ErrorSummary errors={summaryOf(save.messages, 'closure-', labels)} attempt={save.attempt} />
      <ProblemNote problem={save.problem} />
      <div className="settings-fields">
        <DateField
          id="closure-firstDay"
          label={t('firstDay')}
          value={form.firstDay}
          error={save.messages.firstDay}
          onChange={firstDay => set({ firstDay })}
        />
        {form.partOfDay ? (
          <>
            {time('from')}
            {time('to')}
          </>
        ) : (
          <DateField
            id="closure-lastDay"
            label={`${t('lastDay')} (${common('optional')})`}
            value={form.lastDay}
            error={save.messages.lastDay}
            onChange={lastDay => set({ lastDay })}
          />
        )}
        <TextInput
          id="closure-reason"
          label={t('reason')}
          placeholder={t('reasonExample')}
          maxLength={200}
          value={form.reason}
          error={save.messages.reason}
          onChange={event => set({ reason: event.currentTarget.value })}
        />
        <Checkbox
          label={t('partOfDay')}
          checked={form.partOfDay}
          onChange={event => set({ partOfDay: event.currentTarget.checked })}
        />
      </div>
      <div className="settings-buttons">
        <Button type="submit" loading={save.pending}>
          {common('save')}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}
