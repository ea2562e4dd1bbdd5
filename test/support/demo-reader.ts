import type { DemoClinic, Field } from '../../scripts/demo/clinics/clinic.ts'
import { demoClinics, planClinic } from '../../scripts/demo/load/clinics.ts'
import type { DemoVitals } from '../../scripts/demo/plan/body.ts'
import type { SoapNote } from '../../scripts/demo/plan/cases.ts'
import { mondaysAround, worksOn } from '../../scripts/demo/plan/weeks.ts'
import type { App } from './harness.ts'

/** The demo as whoever reads its charts sees it: out of the databases it was loaded into, or out of its plan for another day. */

export interface Person {
  id: string
  name: string
  mononym: boolean
  birthDate?: string
  sex: string
  deceased?: string
  phone?: string
  nationalNumber?: string
  contacts: { name: string; phone?: string; guardian?: boolean }[]
  registeredAt: number
}

export interface Visit {
  person: Person
  /** The key of the staff in the plan. */
  staff: string
  field: Field
  status: string
  reason: string
  bookedAt: number
  startsAt: number
  minutes: number
  arrivedAt?: number
  startedAt?: number
  finishedAt?: number
  vitals?: DemoVitals
  note?: SoapNote
  /** The name under the signed note. */
  signedBy?: string
}

export interface Walked {
  demo: DemoClinic
  now: number
  people: Person[]
  visits: Visit[]
  /** Keys of the staff with hours, each with the Mondays of the weeks in which they work here. */
  weeks: Map<string, string[]>
}

export const clinics = demoClinics

/** What the plan for this instant says. */
export function walkPlan(demo: DemoClinic, now: number): Walked {
  const { patients, visits } = planClinic(demo, now)
  const people = patients.map(({ input, registeredAt }, i): Person => {
    const { given, family } = input.name
    return {
      id: String(i),
      name: [given, family].filter(Boolean).join(' '),
      mononym: !family,
      birthDate: input.birthDate,
      sex: input.sex ?? 'unknown',
      deceased: input.deceased?.date,
      phone: input.phone,
      nationalNumber: input.identifiers?.find(({ type }) => type === 'nik')?.value,
      contacts: input.contacts ?? [],
      registeredAt,
    }
  })
  const mondays = mondaysAround(demo, now)
  const weeksOf = (member: DemoClinic['staff'][number]) =>
    mondays.filter(monday => [0, 1, 2, 3, 4, 5, 6].some(days => worksOn(member, monday.add({ days }), now))).map(String)
  return {
    demo,
    now,
    people,
    visits: visits.map(visit => ({
      ...visit,
      person: people[visit.patient] as Person,
      field: fieldOf(demo, visit.staff),
      status: visit.outcome,
      signedBy: visit.outcome === 'completed' ? demo.staff.find(({ key }) => key === visit.staff)?.name : undefined,
    })),
    weeks: new Map(demo.staff.filter(({ hours }) => hours).map(member => [member.key, weeksOf(member)])),
  }
}

function fieldOf(demo: DemoClinic, staff: string): Field {
  return demo.staff.find(({ key }) => key === staff)?.field ?? 'adult'
}

type Cell = string | number | null
type Row = Record<string, Cell>
const text = (cell: Cell | undefined) => (typeof cell === 'string' ? cell : undefined)
const count = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : undefined)
const json = (cell: Cell | undefined) => JSON.parse(text(cell) ?? 'null')

/** What stands in the databases, read row by row. */
export async function walkDatabases(app: App, demo: DemoClinic, now: number): Promise<Walked> {
  const rows = (worker: string, sql: string) => app.database(worker).prepare(sql).bind(demo.clinic.id).all<Row>()
  const people = new Map(
    (await rows('patient', 'SELECT * FROM patient WHERE clinic_id = ?')).map(row => [text(row.id), personOf(row)]),
  )
  const staff = new Map(
    (await rows('staff', 'SELECT id, name FROM staff WHERE clinic_id = ?')).map(({ id, name }) => [
      id,
      demo.staff.find(member => member.name === name)?.key ?? '',
    ]),
  )
  const [encounters, notes, observations] = await Promise.all([
    rows('record', 'SELECT * FROM encounter WHERE clinic_id = ?'),
    rows('record', "SELECT * FROM note WHERE clinic_id = ? AND kind = 'soap'"),
    rows('record', 'SELECT * FROM observation WHERE clinic_id = ?'),
  ])
  const byAppointment = new Map(encounters.map(row => [row.appointment_id, row]))
  const visits = (await rows('appointment', 'SELECT * FROM appointment WHERE clinic_id = ? ORDER BY starts_at')).map(
    (row): Visit => {
      const encounter = byAppointment.get(row.id ?? null)
      const key = staff.get(row.staff_id ?? null) ?? ''
      const note = notes.find(one => encounter && one.encounter_id === encounter.id)
      const person = people.get(text(row.patient_id))
      if (!person) throw new Error(`a visit of ${row.patient_id}, who is nobody`)
      return {
        person,
        staff: key,
        field: fieldOf(demo, key),
        status: text(row.status) ?? '',
        reason: text(row.reason) ?? '',
        bookedAt: count(row.created_at) ?? 0,
        startsAt: count(row.starts_at) ?? 0,
        minutes: ((count(row.ends_at) ?? 0) - (count(row.starts_at) ?? 0)) / 60_000,
        arrivedAt: count(row.arrived_at),
        startedAt: count(row.started_at),
        finishedAt: count(row.finished_at),
        vitals: encounter && vitalsOf(observations.filter(one => one.encounter_id === encounter.id)),
        note: note && noteOf(note),
        signedBy: text(encounter?.signed_by_name),
      }
    },
  )
  const availability = await rows('staff', 'SELECT * FROM availability WHERE clinic_id = ?')
  const weeks = new Map<string, string[]>()
  for (const row of availability) {
    if (json(row.weekly).length === 0) continue
    const key = staff.get(row.staff_id ?? null) ?? ''
    weeks.set(key, [...(weeks.get(key) ?? []), text(row.valid_from) ?? ''])
  }
  return { demo, now, people: [...people.values()], visits, weeks }
}

function personOf(row: Row): Person {
  const identifiers: { type: string; value: string }[] = json(row.identifiers)
  return {
    id: text(row.id) ?? '',
    name: text(row.name_text) ?? '',
    mononym: row.name_family === null,
    birthDate: text(row.birth_date),
    sex: text(row.sex) ?? '',
    deceased: text(row.deceased_date),
    phone: text(row.phone),
    nationalNumber: identifiers.find(({ type }) => type === 'nik')?.value,
    contacts: json(row.contacts),
    registeredAt: count(row.created_at) ?? 0,
  }
}

function noteOf(row: Row): SoapNote {
  const field = (name: string) => text(row[name]) ?? ''
  return {
    subjective: field('subjective'),
    objective: field('objective'),
    assessment: field('assessment'),
    plan: field('plan'),
  }
}

function vitalsOf(rows: Row[]): DemoVitals {
  const value = (code: string) => count(rows.find(row => row.code === code)?.value) ?? Number.NaN
  const pressure: { code: string; value: number }[] = json(rows.find(row => row.code === '85354-9')?.components) ?? []
  const part = (code: string) => pressure.find(one => one.code === code)?.value ?? Number.NaN
  return {
    systolic: part('8480-6'),
    diastolic: part('8462-4'),
    pulse: value('8867-4'),
    temperature: value('8310-5'),
    saturation: value('59408-5'),
    weight: value('29463-7'),
    height: value('8302-2'),
  }
}
