import { Button, Group, Loader, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { type FoundPatient, findPatients } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t } from '../../i18n/day.ts'
import { problemText } from '../../i18n/problems.ts'
import { personLine } from '../../parts/person.ts'
import './picker.css'

interface Props {
  /** The id of the input. */
  id: string
  chosen: FoundPatient | null
  choose: (patient: FoundPatient | null) => void
  error?: string | undefined
  /** Where registration comes back to, with `patient=<id>` added. */
  registerThen: string
}

/** Find the patient first: type, arrow down, Enter. Who is not there is registered from here and comes back chosen. */
export function PatientPicker({ id, chosen, choose, error, registerThen }: Props) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [debounced] = useDebouncedValue(typed.trim(), 120)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const searchQuery = useQuery({
    ...findPatients(debounced),
    enabled: debounced.length > 1,
    placeholderData: before => before,
  })
  if (chosen) {
    return (
      <div className="picked" id={id} tabIndex={-1}>
        <div>
          <strong>{chosen.name}</strong>
          <Text c="dimmed" size="xs">
            {personLine(chosen)}
          </Text>
        </div>
        <Button size="compact-sm" variant="subtle" onClick={() => choose(null)}>
          {t('otherPatient')}
        </Button>
      </div>
    )
  }
  const items = debounced.length > 1 ? (searchQuery.data ?? []) : []
  const backHere = Math.min(at, items.length - 1)
  const register = `/patients/new?name=${encodeURIComponent(typed.trim())}&then=${encodeURIComponent(registerThen)}`
  return (
    <div>
      <TextInput
        ref={input}
        id={id}
        label={t('findPatient')}
        description={t('findPatientHelp')}
        inputWrapperOrder={['label', 'description', 'error', 'input']}
        error={error}
        value={typed}
        autoComplete="off"
        data-autofocus
        leftSection={searchQuery.isFetching ? <Loader size={14} /> : <IconSearch size={16} aria-hidden />}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? `${list}-${backHere}` : undefined}
        onChange={event => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={event => {
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (move) {
            event.preventDefault()
            setAt(Math.max(0, Math.min(items.length - 1, backHere + move)))
          }
          const one = items[backHere]
          if (event.key === 'Enter') {
            event.preventDefault()
            if (one && debounced === typed.trim()) choose(one)
          }
        }}
      />
      <div id={list} role="listbox" aria-label={t('findPatient')} className="found" hidden={items.length === 0}>
        {items.map((patient, i) => (
          // The input keeps the focus and handles the keys, as a combobox does.
          <div
            key={patient.id}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === backHere}
            className="found-one"
            onMouseDown={event => event.preventDefault()}
            onClick={() => choose(patient)}
            onKeyDown={event => event.key === 'Enter' && choose(patient)}
          >
            <strong>{patient.name}</strong>
            <span>{personLine(patient)}</span>
          </div>
        ))}
      </div>
      <Group justify="space-between" mt={6} gap="xs">
        <Text size="xs" c="dimmed" role="status">
          {searchQuery.isError
            ? problemText(asProblem(searchQuery.error))
            : debounced.length < 2
              ? t('typeMore')
              : searchQuery.isSuccess && !searchQuery.isFetching && items.length === 0
                ? t('noPatient', { q: debounced })
                : ''}
        </Text>
        <Button
          component={Link}
          href={register}
          size="compact-sm"
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('registerNew')}
        </Button>
      </Group>
    </div>
  )
}
