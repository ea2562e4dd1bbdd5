import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type MatchCandidate, matchesOf, type Patient, type PatientListItem, patientList } from '../../api/patients.ts'
import { t } from '../../i18n/merging.ts'
import { t as words } from '../../i18n/patients.ts'
import { matchQueryOf, reasonsInWords } from '../../parts/matching.ts'
import { PersonBadges } from '../../parts/PersonBadges.tsx'
import { personLine } from '../../parts/person.ts'
import { EmptyState, FailedState, LoadingState, QueryContent } from '../../parts/query-states.tsx'

/** Rows of a search that are offered: whoever sees none of them types more. */
const maxOffered = 8

/** Who the duplicate is really: those who are like it, and a box to find anybody else. */
export function ChoosePatient({ duplicate }: { duplicate: Patient }) {
  const matches = useQuery(matchesOf(matchQueryOf(duplicate)))
  return (
    <div className="merge-choose">
      <section aria-labelledby="merge-likely">
        <h2 id="merge-likely" className="merge-h">
          {t('who')}
        </h2>
        <p className="merge-dim">{t('whoHelp', { name: duplicate.name.text })}</p>
        <QueryContent query={matches} rows={3}>
          {({ items }) => (
            <Candidates duplicate={duplicate} items={items.filter(one => one.patient.id !== duplicate.id)} />
          )}
        </QueryContent>
      </section>
      <Search duplicate={duplicate} />
    </div>
  )
}

function Candidates({ duplicate, items }: { duplicate: Patient; items: MatchCandidate[] }) {
  if (items.length === 0) {
    return <EmptyState title={t('nobodyAlike', { name: duplicate.name.text })}>{t('nobodyAlikeHelp')}</EmptyState>
  }
  return (
    <ul className="merge-people" aria-label={t('likely')}>
      {items.map(({ patient, reasons, deceased, archived }) => (
        <li key={patient.id}>
          <div>
            <strong>{patient.name}</strong> <PersonBadges deceased={deceased ? {} : undefined} archived={archived} />
            <p>{personLine(patient)}</p>
            <p className="merge-dim">{t('because', { reasons: reasonsInWords(reasons) })}</p>
          </div>
          <CompareLink duplicate={duplicate} id={patient.id} name={patient.name} />
        </li>
      ))}
    </ul>
  )
}

function CompareLink({ duplicate, id, name }: { duplicate: Patient; id: string; name: string }) {
  return (
    <Link
      className="merge-compare"
      href={`/patients/${duplicate.id}/merge?into=${id}`}
      aria-label={t('compareWith', { name })}
    >
      {t('compare')}
    </Link>
  )
}

function Search({ duplicate }: { duplicate: Patient }) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const search = useInfiniteQuery({
    ...patientList(q, false),
    enabled: q.length > 1,
    placeholderData: before => before,
  })
  const items = q.length > 1 ? search.data?.pages.flatMap(page => page.items) : []
  return (
    <section aria-labelledby="merge-search">
      <h2 id="merge-search" className="merge-h">
        {t('whoElse')}
      </h2>
      <TextInput
        type="search"
        aria-labelledby="merge-search"
        placeholder={words('searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {items === undefined ? (
          search.isError ? (
            <FailedState error={search.error} retry={() => search.refetch()} />
          ) : (
            <LoadingState rows={3} />
          )
        ) : q.length > 1 ? (
          <SearchResults
            duplicate={duplicate}
            q={q}
            items={items.filter(one => one.id !== duplicate.id && !one.mergedInto)}
          />
        ) : null}
      </div>
    </section>
  )
}

function SearchResults({ duplicate, q, items }: { duplicate: Patient; q: string; items: PatientListItem[] }) {
  if (items.length === 0) return <EmptyState title={words('nobodyFound', { q })}>{words('nobodyFoundHelp')}</EmptyState>
  return (
    <ul className="merge-people" aria-label={t('searched')}>
      {items.slice(0, maxOffered).map(one => (
        <li key={one.id}>
          <div>
            <strong>{one.name.text}</strong>{' '}
            <PersonBadges deceased={one.deceased} archived={one.archived} unverified={one.unverified} />
            <p>{personLine(one)}</p>
          </div>
          <CompareLink duplicate={duplicate} id={one.id} name={one.name.text} />
        </li>
      ))}
    </ul>
  )
}
