import { Button, Chip } from '@mantine/core'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type TimelineEntry, type TimelineKind, timelineOf } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dateOf, dayOf } from '../../../i18n/time.ts'
import { LinkedRecordsWarning } from '../../../parts/LinkedRecordsWarning.tsx'
import { EmptyState, FailedState, LoadingState } from '../../../parts/query-states.tsx'
import { NoteView } from './NoteView.tsx'
import { observationName } from './observation-name.ts'
import { ObservationValue } from './VitalsList.tsx'

const kinds = ['encounter', 'note', 'observation'] as const satisfies readonly TimelineKind[]

/** Entries of one moment stand together: the vital signs that were taken at once are one line. */
type Line = { key: string; at: string; entries: TimelineEntry[] }

function linesOf(entries: TimelineEntry[]): Line[] {
  const lines: Line[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const first = last?.entries[0]
    if (last && first?.kind === 'observation' && entry.kind === 'observation' && first.at === entry.at)
      last.entries.push(entry)
    else lines.push({ key: `${entry.kind} ${entry.id}`, at: entry.at, entries: [entry] })
  }
  return lines
}

/** Everything that happened, newest first, by day. */
export function Timeline({ patientId, show }: { patientId: string; show: (encounterId: string) => void }) {
  const [shownKinds, setShownKinds] = useState<TimelineKind[]>([])
  const timeline = useInfiniteQuery({ ...timelineOf(patientId, shownKinds), placeholderData: before => before })
  const entries = timeline.data?.pages.flatMap(page => page.items)
  return (
    <section className="timeline" aria-label={t('timeline')}>
      <div className="timeline-filter">
        <h2 className="chart-h">{t('timeline')}</h2>
        <Link href={`/patients/${patientId}/print`} className="chart-print">
          <IconPrinter size={15} stroke={1.8} aria-hidden />
          {t('print')}
        </Link>
        <Chip.Group
          multiple
          value={shownKinds}
          onChange={value => setShownKinds(kinds.filter(kind => value.includes(kind)))}
        >
          <div>
            {kinds.map(kind => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {t(`only_${kind}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </div>
      <LinkedRecordsWarning source={timeline.data?.pages.find(page => page.linksUnavailable)} />
      {entries === undefined ? (
        timeline.isError ? (
          <FailedState error={timeline.error} retry={() => timeline.refetch()} />
        ) : (
          <LoadingState rows={6} />
        )
      ) : entries.length === 0 ? (
        <EmptyState title={t('nothingYet')}>{t('nothingYetHelp')}</EmptyState>
      ) : (
        <Days lines={linesOf(entries)} show={show} />
      )}
      {timeline.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={timeline.isFetchingNextPage}
          onClick={() => timeline.fetchNextPage()}
        >
          {t('earlier')}
        </Button>
      )}
    </section>
  )
}

function Days({ lines, show }: { lines: Line[]; show: (encounterId: string) => void }) {
  const days = new Map<string, Line[]>()
  for (const line of lines) {
    const day = dateOf(line.at)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return [...days].map(([day, ofDay]) => (
    <div key={day} className="timeline-day">
      <h3>{dayOf(ofDay[0]?.at ?? day)}</h3>
      <ol>
        {ofDay.map(line => (
          <li key={line.key}>
            <time dateTime={line.at}>{clock(line.at)}</time>
            <div>
              <Entry entries={line.entries} show={show} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  ))
}

function Entry({ entries, show }: { entries: TimelineEntry[]; show: (encounterId: string) => void }) {
  const [first] = entries
  if (first?.kind === 'encounter') {
    const { encounter } = first
    const inError = encounter.status === 'entered_in_error'
    return (
      <>
        <button type="button" className="timeline-visit" data-retracted={inError} onClick={() => show(encounter.id)}>
          {t(`class_${encounter.class}`)}
          {encounter.staff && ` · ${encounter.staff.name || t('nameUnavailable')}`}
        </button>
        <small>{encounter.signedAt && !inError ? t('signed') : t(`status_${encounter.status}`)}</small>
      </>
    )
  }
  if (first?.kind === 'note')
    return (
      <details open={first.note.status === 'signed'}>
        <summary>{t(`kind_${first.note.kind}`)}</summary>
        <NoteView note={first.note} />
      </details>
    )
  return (
    <ul className="timeline-values">
      {entries.flatMap(entry =>
        entry.kind === 'observation'
          ? [
              <li key={entry.id}>
                {observationName(entry.observation)} <ObservationValue observation={entry.observation} />
                {entry.observation.retracted && (
                  <small> {t('retractedBecause', { reason: entry.observation.retracted.reason })}</small>
                )}
              </li>,
            ]
          : [],
      )}
    </ul>
  )
}
