import './chart-print.css'
import { Button } from '@mantine/core'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link, useParams, useSearchParams } from 'wouter'
import { encounterOf, maxPrinted, summaryOf, timelineWithin } from '../../api/charts.ts'
import { type Patient, patientOf } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t } from '../../i18n/chart-print.ts'
import { t as common } from '../../i18n/common.ts'
import { addDays, clock, dateOf, dayOf, longDate, plainDate, today } from '../../i18n/time.ts'
import { DateField } from '../../parts/DateField.tsx'
import { PageHead } from '../../parts/PageHead.tsx'
import { PrintableRecord } from '../../parts/PrintableRecord.tsx'
import { PartlyFailedState, QueryContent } from '../../parts/query-states.tsx'
import { useSession } from '../../session/session.ts'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { PrintedVisits, Values } from './Chapters.tsx'
import { visitOf, visitsOf } from './entries.ts'

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A patient's chart as it will be on paper: of a time, or of the one visit that `?encounter=` names. */
export default function ChartPrintPage() {
  const { id = '' } = useParams()
  const [params] = useSearchParams()
  const encounter = params.get('encounter')
  const patient = useQuery(patientOf(id))
  if (patient.isError && asProblem(patient.error).code === 'not_found') return <NotFound />
  return (
    <QueryContent query={patient}>
      {query => (encounter ? <PrintedEncounter patient={query} id={encounter} /> : <PrintedRange patient={query} />)}
    </QueryContent>
  )
}

function PrintHead({ back, children }: { back: string; children?: ReactNode }) {
  return (
    <div className="no-print">
      <PageHead title={t('title')}>
        <Button component={Link} href={back} variant="subtle" color="gray">
          {t('back')}
        </Button>
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => globalThis.print()}>
          {t('print')}
        </Button>
      </PageHead>
      {children}
    </div>
  )
}

/** Everything of a time, with the summary before it. */
function PrintedRange({ patient }: { patient: Patient }) {
  const [params, setParams] = useSearchParams()
  const [from, setFrom] = useState(params.get('from') ?? addDays(today(), -365))
  const [to, setTo] = useState(params.get('to') ?? today())
  const invalid = isDate(from) && isDate(to) && to < from
  const set = (range: { from: string; to: string }) => {
    setFrom(range.from)
    setTo(range.to)
    if (isDate(range.from) && isDate(range.to)) setParams(range, { replace: true })
  }
  const entries = useQuery({
    ...timelineWithin(patient.id, from, addDays(isDate(to) ? to : today(), 1)),
    enabled: isDate(from) && isDate(to) && !invalid,
  })
  return (
    <>
      <PrintHead back={`/patients/${patient.id}`}>
        <div className="chart-range">
          <DateField label={t('from')} value={from} onChange={next => set({ from: next, to })} />
          <DateField
            label={t('to')}
            value={to}
            error={invalid ? t('rangeWrong') : undefined}
            onChange={next => set({ from, to: next })}
          />
        </div>
      </PrintHead>
      {!invalid && (
        <QueryContent query={entries} rows={10}>
          {items => (
            <Sheet patient={patient} title={t('chart')} note={t('range', { from: plainDate(from), to: plainDate(to) })}>
              {items.length === maxPrinted && <PartlyFailedState parts={[t('truncated', { count: maxPrinted })]} />}
              <LastVitals patientId={patient.id} />
              {items.length === 0 ? <p>{t('noneInRange')}</p> : <PrintedVisits visits={visitsOf(items)} />}
            </Sheet>
          )}
        </QueryContent>
      )}
    </>
  )
}

function PrintedEncounter({ patient, id }: { patient: Patient; id: string }) {
  const encounter = useQuery(encounterOf(id))
  if (encounter.isError && asProblem(encounter.error).code === 'not_found') return <NotFound />
  return (
    <>
      <PrintHead back={`/patients/${patient.id}?encounter=${id}`} />
      <QueryContent query={encounter} rows={10}>
        {query => (
          <Sheet patient={patient} title={t('visitOf', { day: longDate(dateOf(query.period.start)) })}>
            <PrintedVisits visits={[visitOf(query)]} />
          </Sheet>
        )}
      </QueryContent>
    </>
  )
}

function LastVitals({ patientId }: { patientId: string }) {
  const { data } = useQuery(summaryOf(patientId))
  if (data?.vitals.status !== 'ok') return null
  const last = data.vitals.items.flatMap(trend => trend.values.slice(0, 1))
  if (last.length === 0) return null
  return (
    <section className="chapter">
      <h2>{t('lastVitals')}</h2>
      <Values observations={last} />
    </section>
  )
}

interface SheetProps {
  patient: Patient
  title: string
  note?: string
  children: ReactNode
}

/** Letterhead, whose it is, and what was asked for; on the screen a white sheet, so that it is seen before it is printed. */
function Sheet({ patient, title, note, children }: SheetProps) {
  const { account } = useSession()
  const { name, recordNumber, birthDate, sex, phone, contacts } = patient
  const guardians = contacts.filter(contact => contact.guardian).map(one => one.name)
  const facts = [
    [t('recordNumber'), recordNumber],
    [t('born'), birthDate && plainDate(birthDate)],
    [t('sex'), common(sex)],
    [t('phone'), phone],
    [t('guardian'), guardians.join(', ')],
  ] as const
  return (
    <article className="chart-sheet">
      <PrintableRecord patientLine={`${name.text} · ${t('recordNumber')} ${recordNumber}`}>
        <h1>{title}</h1>
        <p className="chapter-line">
          {[note, t('printed', { when: `${dayOf(Date.now())} ${clock(Date.now())}`, name: account.name })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <h2>{name.text}</h2>
        <dl className="chart-facts">
          {facts.map(([term, fact]) =>
            fact ? (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{fact}</dd>
              </div>
            ) : null,
          )}
        </dl>
        {children}
      </PrintableRecord>
    </article>
  )
}
