import './unclosed.css'
import { Button } from '@mantine/core'
import IconClosed from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { type BoardRow, unclosedVisits } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, longDate, today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, PartlyFailedState, QueryContent } from '../../parts/query-states.tsx'
import { useRowKeys } from '../../parts/row-keys.ts'
import { useMay } from '../../session/session.ts'
import { VisitStatus } from '../day/steps/PendingMark.tsx'
import { useShownVisits } from '../day/steps/pending.ts'
import { takeStep } from '../day/steps/useStep.ts'
import { patientName } from '../day/visitRules.ts'
import { type StepName, stepsOf, stepWords } from '../day/visitSteps.ts'

const none: BoardRow[] = []

/** Visits of past days of which nobody said how they went: each closed in one press. */
export default function UnclosedPage() {
  const unclosed = useQuery(unclosedVisits(today()))
  const list = useRowKeys<HTMLDivElement>()
  const rows = useMemo(
    () => unclosed.data?.items.map(one => ({ ...one, overbooked: one.overbook !== undefined })),
    [unclosed.data],
  )
  const shown = useShownVisits<BoardRow>(rows ?? none)
  return (
    <>
      <PageHead title={t('unclosedTitle')} note={t('unclosedHelp')}>
        <Button component={Link} href="/day" variant="default">
          {t('title')}
        </Button>
      </PageHead>
      <QueryContent query={unclosed} rows={6}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState title={t('unclosedNone')} icon={<IconClosed size={28} stroke={1.4} />} />
          ) : (
            <div ref={list}>
              {nextCursor && <PartlyFailedState parts={[t('unclosedMost')]} />}
              {byDay(shown).map(([date, visits]) => (
                <section key={date} aria-labelledby={`unclosed-${date}`}>
                  <h2 id={`unclosed-${date}`} className="unclosed-day">
                    {longDate(date)}
                  </h2>
                  <ul className="unclosed">
                    {visits.map(visit => (
                      <Line key={visit.id} visit={visit} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </QueryContent>
    </>
  )
}

function Line({ visit }: { visit: BoardRow }) {
  const may = useMay()
  const [closing, setClosing] = useState(false)
  const name = patientName(visit)
  const close = async (step: StepName) => {
    setClosing(true)
    // Who had arrived and was never called in has left; anything else is cancelled on the day itself, with its reason.
    await takeStep(visit, step, step === 'cancel' ? { by: 'patient', code: 'left' } : {})
    setClosing(false)
  }
  const closingSteps = stepsOf(visit, may).filter(
    step => step === 'complete' || step === 'no-show' || (step === 'cancel' && visit.status === 'arrived'),
  )
  return (
    <li>
      <div>
        <strong>
          <Link data-row href={`/day?date=${dateOf(visit.startsAt)}&visit=${visit.id}`}>
            {clock(visit.startsAt)} {name}
          </Link>
        </strong>
        <span>
          {[visit.staff?.name ?? t('unassigned'), visit.visitType?.name, visit.reason].filter(Boolean).join(' · ')}
        </span>
      </div>
      <VisitStatus visit={visit} />
      <div className="unclosed-ways">
        {closingSteps.map(step => {
          const words = step === 'cancel' ? t('leftStep') : stepWords[step]()
          return (
            <Button
              key={step}
              size="compact-md"
              variant="default"
              disabled={closing}
              aria-label={`${words}: ${name}, ${clock(visit.startsAt)}`}
              onClick={() => void close(step)}
            >
              {words}
            </Button>
          )
        })}
      </div>
    </li>
  )
}

function byDay(visits: BoardRow[]): [date: string, visits: BoardRow[]][] {
  const days = new Map<string, BoardRow[]>()
  for (const visit of visits) {
    const date = dateOf(visit.startsAt)
    days.set(date, [...(days.get(date) ?? []), visit])
  }
  return [...days]
}
