import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { addEntry, changeEntry, type Entry, entryOf } from '../../api/settings.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/settings.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { summaryOf, useFormSubmit, validated } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { toast } from '../../parts/toast.tsx'
import type { EntryFormState, ListConfig } from './list-config.ts'
import { StaleNote } from './StaleNote.tsx'

interface Props<T extends Entry, F extends EntryFormState> {
  list: ListConfig<T, F>
  /** What is changed; a new entry where absent. */
  item?: T
  close: () => void
}

/** The top-level members of an entry that differ. */
function difference(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)),
  )
}

/** An entry of a list, new or changed, in the place where it stands. Esc leaves it. */
export function EntryForm<T extends Entry, F extends EntryFormState>({ list, item, close }: Props<T, F>) {
  const [base, setBase] = useState(item)
  const [form, setForm] = useState<F>(item ? list.formOf(item) : list.blank)
  const [changedMeanwhile, setChangedMeanwhile] = useState<Partial<F> | null>(null)
  const [key] = useState(() => crypto.randomUUID())
  const box = useRef<HTMLFormElement>(null)
  const fields = Object.keys(list.blank)
  const save = useFormSubmit(fields, list.refusals)
  const prefix = `entry-${item?.id ?? 'new'}-`
  useEffect(() => box.current?.querySelector<HTMLElement>('input, select')?.focus(), [])

  const change = async (seen: T, parsed: Record<string, unknown>) => {
    const before = list.inputOf(list.formOf(seen))
    const { input, messages } = validated(
      list.change,
      difference('input' in before ? before.input : {}, parsed),
      fields,
    )
    if (messages) return messages
    if (Object.keys(input as object).length > 0) await changeEntry(list.path, seen, input as object)
    return null
  }

  /** Another person saved first: show what that person changed, keep what was typed here, and let the person save again. */
  const mergeMeanwhile = async (seen: T) => {
    void queries.invalidateQueries({ queryKey: ['settings', list.path] })
    const now = await entryOf<T>(list.path, seen.id)
    const [was, is] = [list.formOf(seen), list.formOf(now)]
    const theirs = fields.filter(field => was[field] !== is[field])
    setChangedMeanwhile(Object.fromEntries(theirs.map(field => [field, is[field]])) as Partial<F>)
    setForm(typed => ({
      ...typed,
      ...Object.fromEntries(theirs.filter(field => typed[field] === was[field]).map(field => [field, is[field]])),
    }))
    setBase(now)
  }

  const submit = async () => {
    let leave = true
    const done = await save.run(async () => {
      const parsed = list.inputOf(form)
      if ('messages' in parsed) return parsed.messages
      if (!base) {
        const given = Object.fromEntries(Object.entries(parsed.input).filter(([, value]) => value !== null))
        const { input, messages } = validated(list.create, given, fields)
        if (messages) return messages
        await addEntry(list.path, input as object, key)
        return null
      }
      try {
        return await change(base, parsed.input)
      } catch (error) {
        if (asProblem(error).code !== 'stale') throw error
        leave = false
        await mergeMeanwhile(base)
        return null
      }
    })
    if (!done || !leave) return
    const name = String(form[fields[0] ?? ''] ?? '').trim()
    toast(t(item ? 'changed' : 'added', { name }))
    close()
  }

  return (
    <form
      ref={box}
      className="settings-form"
      noValidate
      aria-label={item ? t('editOf', { name: list.nameOf(item) }) : list.words.add}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <ErrorSummary errors={summaryOf(save.messages, prefix, list.labels)} attempt={save.attempt} />
      <ProblemNote problem={save.problem} />
      {changedMeanwhile && <StaleNote changedMeanwhile={changedMeanwhile} labels={list.labels} />}
      <div className="settings-fields">
        {list.fields({
          form,
          set: part => setForm(before => ({ ...before, ...part })),
          messages: save.messages,
          id: field => `${prefix}${field}`,
        })}
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
