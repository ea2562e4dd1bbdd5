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
import type { Shown } from './filter.ts'

interface Props {
  shown: Shown
  set: (part: Partial<Shown>) => void
  clear: () => void
}

export function Filters({ shown, set, clear }: Props) {
  const any = Object.values(shown).some(value => value !== '')
  const groups = actionGroups()
  const known = groups.some(({ items }) => items.some(({ value }) => value === shown.action))
  return (
    <search className="log-filters" aria-label={t('filters')}>
      <WhoField value={shown.who} onChange={who => set({ who })} />
      <PatientField value={shown.patient} onChange={patient => set({ patient })} />
      <DateField label={t('from')} value={shown.from} onChange={from => set({ from })} />
      <DateField label={t('to')} value={shown.to} onChange={to => set({ to })} />
      <NativeSelect
        label={t('action')}
        value={shown.action}
        data={[
          { value: '', label: t('anything') },
          ...(shown.action && !known ? [{ value: shown.action, label: actionWord(shown.action) }] : []),
          ...groups,
        ]}
        onChange={event => set({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('outcome')}
        value={shown.outcome}
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
function WhoField({ value, onChange }: FieldProps) {
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
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const chosen = useQuery({ ...patientCard(value), enabled: value !== '' })
  const found = useQuery({ ...findPatients(asked), enabled: asked.length > 1 && asked !== chosen.data?.name })
  const people = [...(chosen.data ? [chosen.data] : []), ...(found.data ?? [])]
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
      nothingFoundMessage={asked.length > 1 && !found.isFetching ? t('nobodyFound') : undefined}
      onChange={id => onChange(id ?? '')}
    />
  )
}
