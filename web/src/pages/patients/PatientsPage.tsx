import './patients.css'
import { Button, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { patientList } from '../../api/patients.ts'
import { t } from '../../i18n/patients.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useRowKeys } from '../../parts/row-keys.ts'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMay } from '../../session/session.ts'
import { PatientRows } from './PatientRows.tsx'

/** Everybody of the clinic, and the one search box. What is searched for stands in the address. */
export default function PatientsPage() {
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? ''
  const archived = params.get('archived') === 'true'
  const [typed, setTyped] = useState(q)
  const [, navigate] = useLocation()
  const may = useMay()
  const rows = useRowKeys<HTMLDivElement>()
  const box = useRef<HTMLInputElement>(null)
  const patients = useInfiniteQuery({ ...patientList(q, archived), placeholderData: before => before })

  const set = (next: { q?: string; archived?: boolean }) => {
    const nextQuery = { q, archived, ...next }
    setParams(
      { ...(nextQuery.q ? { q: nextQuery.q } : {}), ...(nextQuery.archived ? { archived: 'true' } : {}) },
      { replace: true },
    )
  }
  const search = useDebouncedCallback((text: string) => set({ q: text.trim() }), 150)
  useEffect(() => setTyped(before => (before.trim() === q ? before : q)), [q])

  const newHref = `/patients/new${q && !/\d/.test(q) ? `?name=${encodeURIComponent(q)}` : ''}`
  useShortcuts([
    { keys: 'n', label: t('register'), run: () => navigate(newHref) },
    { keys: 'f', label: t('searchLabel'), run: () => box.current?.focus() },
  ])
  const people = patients.data?.pages.flatMap(page => page.items)

  return (
    <>
      <PageHead title={t('patients')}>
        {may('patient.import') && (
          <Button
            component={Link}
            href="/patients/import"
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
          >
            {t('import')}
          </Button>
        )}
        {may('patient.register') && (
          <Button component={Link} href={newHref} leftSection={<IconUserPlus size={16} aria-hidden />}>
            {t('register')}
          </Button>
        )}
      </PageHead>
      <search className="patients-find">
        <TextInput
          ref={box}
          type="search"
          aria-label={t('searchLabel')}
          placeholder={t('searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          maxLength={200}
          autoComplete="off"
          onChange={event => {
            setTyped(event.currentTarget.value)
            search(event.currentTarget.value)
          }}
          onKeyDown={event => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
            event.preventDefault()
            rows.current?.querySelector<HTMLElement>('[data-row]')?.focus()
          }}
        />
        <SegmentedControl
          aria-label={t('which')}
          value={archived ? 'archived' : 'present'}
          onChange={value => set({ archived: value === 'archived' })}
          data={[
            { value: 'present', label: t('present') },
            { value: 'archived', label: t('archivedOnly') },
          ]}
        />
      </search>
      {people === undefined ? (
        patients.isError ? (
          <FailedState error={patients.error} retry={() => patients.refetch()} />
        ) : (
          <LoadingState rows={10} />
        )
      ) : (
        <div ref={rows} aria-busy={patients.isPlaceholderData}>
          <div className="only-spoken" role="status">
            {patients.isPlaceholderData ? '' : t('found', { count: people.length })}
          </div>
          {people.length === 0 ? (
            <NoPatients q={q} archived={archived} newHref={newHref} />
          ) : (
            <PatientRows people={people} />
          )}
          {patients.hasNextPage && <More load={() => patients.fetchNextPage()} loading={patients.isFetchingNextPage} />}
        </div>
      )}
    </>
  )
}

function NoPatients({ q, archived, newHref }: { q: string; archived: boolean; newHref: string }) {
  const may = useMay()
  if (archived) return <EmptyState title={q ? t('nobodyFound', { q }) : t('nobodyArchived')} />
  return (
    <EmptyState title={q ? t('nobodyFound', { q }) : t('nobodyYet')}>
      <Text mb="sm">{q ? t('nobodyFoundHelp') : t('nobodyYetHelp')}</Text>
      {may('patient.register') && (
        <Button component={Link} href={newHref} leftSection={<IconUserPlus size={16} aria-hidden />}>
          {q && !/\d/.test(q) ? t('registerNamed', { name: q }) : t('register')}
        </Button>
      )}
    </EmptyState>
  )
}

/** Loads the next page when it comes into sight, or when pressed. */
function More({ load, loading }: { load: () => void; loading: boolean }) {
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    const watch = new IntersectionObserver(([observer]) => {
      if (observer?.isIntersecting) latest.current()
    })
    if (button.current) watch.observe(button.current)
    return () => watch.disconnect()
  }, [])
  return (
    <div className="patients-more">
      <Button ref={button} variant="default" size="xs" loading={loading} onClick={load}>
        {t('more')}
      </Button>
    </div>
  )
}
