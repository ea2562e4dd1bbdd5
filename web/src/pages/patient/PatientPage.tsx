import './patient.css'
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useParams, useSearchParams } from 'wouter'
import { type Patient, patientOf } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t } from '../../i18n/patients.ts'
import { LoadingState, QueryContent } from '../../parts/query-states.tsx'
import { useMay } from '../../session/session.ts'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { Details } from './Details.tsx'
import { OnlineAccess } from './OnlineAccess.tsx'
import { PatientHead } from './PatientHead.tsx'
import { RecordWarnings } from './RecordWarnings.tsx'
import { Visits } from './Visits.tsx'

const Chart = lazy(() => import('./chart/Chart.tsx'))

export default function PatientPage() {
  const { id = '' } = useParams()
  const patient = useQuery(patientOf(id))
  if (patient.isError && asProblem(patient.error).code === 'not_found') return <NotFound />
  return <QueryContent query={patient}>{read => <Page key={id} patient={read} />}</QueryContent>
}

/** One patient: for reception who it is and when they come, for clinicians the chart first. The view stands in the address. */
function Page({ patient }: { patient: Patient }) {
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const clinician = may('encounter.read') === 'all'
  const view = !clinician || params.get('view') === 'details' ? 'details' : 'chart'
  return (
    <>
      <PatientHead patient={patient} />
      <RecordWarnings patient={patient} />
      {clinician ? (
        <Tabs
          value={view}
          keepMounted={false}
          onChange={next => setParams(next === 'details' ? { view: 'details' } : {}, { replace: true })}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="chart">{t('chart')}</Tabs.Tab>
            <Tabs.Tab value="details">{t('details')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="chart">
            <Suspense fallback={<LoadingState rows={8} />}>
              <Chart patient={patient} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="details">
            <ChartAndDetails patient={patient} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <ChartAndDetails patient={patient} />
      )}
    </>
  )
}

function ChartAndDetails({ patient }: { patient: Patient }) {
  return (
    <div className="patient-both">
      <Visits patientId={patient.id} />
      <div>
        <Details patient={patient} />
        {patient.mergedInto === undefined && <OnlineAccess patient={patient} />}
      </div>
    </div>
  )
}
