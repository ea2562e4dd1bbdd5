import { Button, NativeSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { memberList } from '../../api/members.ts'
import { findPatients, patientCard } from '../../api/patients.ts'
import { actionGroups, actionWord } from '../../i18n/access-actions.ts'
import { t } from '../../i18n/access-log.ts'
import { DateField } from '../../parts/DateField.tsx'
import { personLine } from '../../parts/person.ts'
import type { LogFilterForm } from './filter.ts'

interface Props {
  form: LogFilterForm
  set: (part: Partial<LogFilterForm>) => void
  clear: () => void
}

export function Filters({ form, set, clear }: Props) {
  const any = Object.values(form).some(value => value !== '')
  const groups = actionGroups()
  const hasWords = groups.some(({ items }) => items.some(({ value }) => value === form.action))
  return (
    <search className="log-filters" aria-label={t('filters')}>
      <PersonField value={form.who} onChange={who => set({ who })} />
      <PatientField value={form.patient} onChange={patient => set({ patient })} />
      <DateField label={t('from')} value={form.from} onChange={from => set({ from })} />
      <DateField label={t('to')} value={form.to} onChange={to => set({ to })} />
      <NativeSelect
        label={t('action')}
        value={form.action}
        data={[
          { value: '', label: t('anything') },
          ...(form.action && !hasWords ? [{ value: form.action, label: actionWord(form.action) }] : []),
          ...groups,
        ]}
        onChange={event => set({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('outcome')}
        value={form.outcome}
        data={[
          { value: '', label: t('anyOutcome') },
          { value: 'ok', label: t('done') },
          { value: 'refused', label: t('refused') },
        ]}
        onChange={event => set({ outcome: event.currentTarget.value })}
      />
      {any && (
        <Button variant="subtle" color="gray" onClick={clear}>
          {t('clear')}
        </Button>
      )}
    </search>
  )
}

interface FieldProps {
  /** An id; empty for no filter. */
  value: string
  onChange: (id: string) => void
}

/** Everybody who works here; whoever else stands in the log is chosen by their name there. */
function PersonField({ value, onChange }: FieldProps) {
  const staff = useInfiniteQuery(memberList('staff'))
  const accounts = staff.data?.pages.flatMap(page => page.items.map(one => one.account)) ?? []
  return (
    <NativeSelect
      label={t('person')}
      value={value}
      data={[
        { value: '', label: t('anybody') },
        ...(value && !accounts.some(one => one.id === value) ? [{ value, label: value }] : []),
        ...accounts.map(one => ({ value: one.id, label: one.name })),
      ]}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

function PatientField({ value, onChange }: FieldProps) {
  const [typed, setTyped] = useState('')
  const [debounced] = useDebouncedValue(typed.trim(), 150)
  const chosen = useQuery({ ...patientCard(value), enabled: value !== '' })
  const searchQuery = useQuery({
    ...findPatients(debounced),
    enabled: debounced.length > 1 && debounced !== chosen.data?.name,
  })
  const people = [...(chosen.data ? [chosen.data] : []), ...(searchQuery.data ?? [])]
  const unique = [...new Map(people.map(one => [one.id, one])).values()]
  return (
    <Select
      label={t('patient')}
      placeholder={t('patientHint')}
      searchable
      clearable
      value={chosen.data ? value : null}
      data={unique.map(one => ({ value: one.id, label: one.name }))}
      // The server has found them, by more than their names.
      filter={({ options }) => options}
      renderOption={({ option }) => {
        const one = unique.find(({ id }) => id === option.value)
        return (
          <span>
            {option.label} <small className="log-dim">{one && personLine(one)}</small>
          </span>
        )
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={debounced.length > 1 && !searchQuery.isFetching ? t('nobodyFound') : undefined}
      onChange={id => onChange(id ?? '')}
    />
  )
}
