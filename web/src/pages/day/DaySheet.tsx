import './sheet.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { BoardRow } from '../../api/desk.ts'
import { clinicProfile } from '../../api/settings.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, dayOf, longDate, plainDate } from '../../i18n/time.ts'
import { useMembership } from '../../session/session.ts'
import { daysOf, type Range, rangeWords } from './dateRange.ts'
import type { Span } from './scheduleUrl.ts'
import { patientName } from './visitRules.ts'

/** True while the browser prints: the sheet is made for the printer and is gone afterwards. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // The browser takes the picture as soon as the event is over.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return printing
}

interface Group {
  key: string
  title: string
  visits: BoardRow[]
}

/** A table per day and doctor, in order of time. */
function groupsOf(range: Range, visits: readonly BoardRow[]): Group[] {
  const days = daysOf(range)
  return days.flatMap(date => {
    const ofDay = visits.filter(visit => dateOf(visit.startsAt) === date)
    const names = [...new Set(ofDay.map(visit => visit.staff?.name ?? t('unassigned')))].sort()
    return names.map(name => ({
      key: `${date} ${name}`,
      title: days.length === 1 ? name : `${longDate(date)} · ${name}`,
      visits: ofDay
        .filter(visit => (visit.staff?.name ?? t('unassigned')) === name)
        .sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
    }))
  })
}

function Row({ visit }: { visit: BoardRow }) {
  const { recordNumber, birthDate, sex } = visit.patient
  return (
    <tr>
      <td>
        {clock(visit.startsAt)}–{clock(visit.endsAt)}
      </td>
      <td>
        <strong>{patientName(visit)}</strong>
        <br />
        {[common(sex), birthDate && plainDate(birthDate)].filter(Boolean).join(' · ')}
      </td>
      <td>{recordNumber}</td>
      <td>{[visit.visitType?.name, visit.reason].filter(Boolean).join(' · ')}</td>
      <td>{visit.room?.number}</td>
      <td>{common(visit.status)}</td>
    </tr>
  )
}

/** The schedule on paper: letterhead, a table per doctor, page numbers by the printer. Outside of the app's frame, which is not printed. */
export function DaySheet({
  range,
  span,
  date,
  visits,
}: {
  range: Range
  span: Span
  date: string
  visits: BoardRow[]
}) {
  const { clinicName } = useMembership()
  const clinic = useQuery(clinicProfile).data
  const address = clinic?.address
  const lines = [
    [...(address?.line ?? []), address?.city, address?.postalCode].filter(Boolean).join(', '),
    clinic?.phone,
  ]
  return createPortal(
    <div className="sheet">
      <header>
        <strong>{clinicName}</strong>
        {lines.filter(Boolean).map(line => (
          <div key={line}>{line}</div>
        ))}
      </header>
      <h1>{t('sheetTitle', { when: rangeWords(span, date) })}</h1>
      <p>
        {t('visitsCount', { count: visits.length })} ·{' '}
        {t('printedAt', { when: `${dayOf(Date.now())} ${clock(Date.now())}` })}
      </p>
      {groupsOf(range, visits).map(group => (
        <table key={group.key}>
          <caption>{group.title}</caption>
          <thead>
            <tr>
              <th>{t('time')}</th>
              <th>{t('patient')}</th>
              <th>{t('recordNumber')}</th>
              <th>{t('reason')}</th>
              <th>{t('room')}</th>
              <th>{t('status')}</th>
            </tr>
          </thead>
          <tbody>
            {group.visits.map(visit => (
              <Row key={visit.id} visit={visit} />
            ))}
          </tbody>
        </table>
      ))}
    </div>,
    document.body,
  )
}
