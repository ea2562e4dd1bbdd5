import './clinic.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { type Dashboard, dashboard } from '../../api/clinic.ts'
import { t } from '../../i18n/clinic.ts'
import { clock, longDate, zoneName } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { PartlyFailedState, QueryContent } from '../../parts/query-states.tsx'
import { Attention } from './Attention.tsx'
import { Figures } from './Figures.tsx'
import { ByDay, ByHour } from './Plots.tsx'
import { SetupGuide } from './SetupGuide.tsx'

/** Today at the clinic, for its owner: six figures, two plots, and what needs attention. */
export default function ClinicPage() {
  const today = useQuery(dashboard)
  const at = today.dataUpdatedAt
  return (
    <>
      <PageHead
        title={t('title')}
        note={today.data && t('asOf', { date: longDate(today.data.date), time: clock(at), zone: zoneName() })}
      >
        <Button component={Link} href="/day" variant="default">
          {t('toDay')}
        </Button>
      </PageHead>
      <SetupGuide />
      <QueryContent query={today} rows={8}>
        {data => (
          <div className="clinic">
            <PartlyFailedState parts={missingParts(data)} retry={() => today.refetch()} />
            <Figures data={data} />
            <div className="clinic-below">
              <ByHour today={data.today} />
              <ByDay days={data.days} />
              <Attention
                licences={data.licences}
                unsigned={data.unsignedNotes}
                unclosed={data.unclosedVisits}
                today={data.date}
              />
            </div>
          </div>
        )}
      </QueryContent>
    </>
  )
}

/** The parts that did not come, in words. */
function missingParts(data: Dashboard): string[] {
  const names = [
    ['today', t('partToday')],
    ['days', t('partDays')],
    ['newPatients', t('partNew')],
    ['freeSlots', t('partFree')],
    ['licences', t('partLicences')],
    ['unsignedNotes', t('partUnsigned')],
    ['unclosedVisits', t('partUnclosed')],
  ] as const
  return names.flatMap(([part, name]) => (data[part].status === 'unavailable' ? [name] : []))
}
