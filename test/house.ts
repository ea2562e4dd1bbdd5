import { system } from '../workers/shared/actor.ts'
import type { Role } from '../workers/shared/permissions.ts'
import type { ClinicOptions, Person, Reply, World } from './world.ts'

/** A clinic with one of everything, twice where "own" matters: what tests of all routes act on. Made through the API. */
export interface House {
  clinicId: string
  /** Stands in every free text of this clinic, so that another clinic's answers can be searched for it. */
  canary: string
  people: Record<Role, Person>
  /** Someone with every role of the staff: for tests of anything but permissions. */
  everyone: Person
  /** Of the patient who signs in, and of the doctor and nurse who do. */
  own: Objects
  /** Of someone else. */
  other: Objects
  shared: { visitType: string; room: string; product: string; closure: string }
}

export interface Objects {
  patient: string
  staff: string
  appointment: string
  encounter: string
  note: string
  observation: string
  absence: string
}

const day = 86_400_000

/** The Monday after next, so that bookings lie ahead and hours are open. */
function aMonday(now: number): number {
  const date = new Date(now + 8 * day)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + ((8 - date.getUTCDay()) % 7))
}

export function must(reply: Reply, ...wanted: number[]): Reply['body'] {
  const fine = wanted.length > 0 ? wanted.includes(reply.status) : reply.status < 300
  if (!fine) throw new Error(`answered ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`)
  return reply.body
}

export async function aHouse(world: World, options: ClinicOptions = { timezone: 'UTC' }): Promise<House> {
  const clinic = world.aClinic(options)
  const { clinicId } = clinic
  const canary = `canary${crypto.randomUUID().slice(0, 8)}`
  const { timezone = 'UTC', currency = 'USD', locale = 'en' } = options
  const staffWorker = await world.harness.getWorker('staff').getExport()
  const found = { id: clinicId, name: `Clinic ${canary}`, timezone, country: 'US', currency, locale }
  await (staffWorker as unknown as { found(...input: unknown[]): Promise<unknown> }).found(
    system(clinicId, Date.now(), 'test'),
    found,
  )

  const owner = await clinic.as('owner')
  const doctorStaff = must(await owner.ask('POST', '/api/staff', aStaff(`dr. ${canary}`, 'doctor'))).id as string
  const nurseStaff = must(await owner.ask('POST', '/api/staff', aStaff(`Ns. ${canary}`, 'nurse'))).id as string
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  for (const id of [doctorStaff, nurseStaff])
    must(await owner.ask('PUT', `/api/staff/${id}/availability/2020-01-01`, { weekly }))

  const desk = await clinic.as('receptionist')
  const patients: string[] = []
  for (const given of ['Own', 'Other']) {
    const person = { name: { given, family: canary }, sex: 'female', phone: '555 0100', birthDate: '1990-05-06' }
    patients.push(must(await desk.ask('POST', '/api/patients', person)).id)
  }
  const [ownPatient = '', otherPatient = ''] = patients
  const people = {
    owner,
    doctor: await clinic.as('doctor', { staffId: doctorStaff }),
    nurse: await clinic.as('nurse', { staffId: nurseStaff }),
    receptionist: desk,
    patient: await clinic.as('patient', { patients: [ownPatient] }),
  }
  const everyone = await clinic.as(['owner', 'doctor', 'nurse', 'receptionist'], { staffId: doctorStaff })
  const price = { amount: 100, currency }
  const shared = {
    visitType: must(await owner.ask('POST', '/api/visit-types', { name: canary, minutes: 30, selfBookable: true })).id,
    room: must(await owner.ask('POST', '/api/rooms', { number: '1', type: canary, price })).id,
    product: must(await owner.ask('POST', '/api/products', { name: canary, kind: 'service', price })).id,
    closure: must(
      await owner.ask('POST', '/api/clinic/closures', { startsAt: '2031-01-01', endsAt: '2031-01-02', reason: canary }),
    ).id,
  }
  const base = { clinicId, canary, people, everyone, shared }
  const own = await objectsOf(people, ownPatient, doctorStaff, canary, 9)
  const other = await objectsOf(people, otherPatient, nurseStaff, canary, 10)
  return { ...base, own, other }
}

function aStaff(name: string, profession: string) {
  return {
    name,
    profession,
    specialties: [],
    licences: [{ type: 'SIP', number: name }],
    languages: ['en'],
    bookable: true,
  }
}

/** A booked visit ahead, a signed encounter, an observation and an absence. */
async function objectsOf(
  people: House['people'],
  patient: string,
  staff: string,
  canary: string,
  hour: number,
): Promise<Objects> {
  const { owner, doctor, nurse, receptionist } = people
  const startsAt = new Date(aMonday(Date.now()) + hour * 3_600_000).toISOString()
  const appointment = must(
    await receptionist.ask('POST', '/api/appointments', {
      patientId: patient,
      staffId: staff,
      startsAt,
      minutes: 30,
      reason: canary,
    }),
  ).id
  const encounter = must(await doctor.ask('POST', '/api/encounters', { patientId: patient })).id
  const observation = must(
    await nurse.ask('POST', '/api/observations', {
      patientId: patient,
      encounterId: encounter,
      code: '8867-4',
      value: 72,
      unit: '/min',
      observedAt: new Date(Date.now() - 1_000).toISOString(),
    }),
  ).id
  const note = must(await nurse.ask('POST', `/api/encounters/${encounter}/notes`, { kind: 'nursing', text: canary })).id
  const { version } = must(await doctor.ask('GET', `/api/encounters/${encounter}`))
  must(
    await doctor.ask('PATCH', `/api/encounters/${encounter}`, { subjective: canary }, { 'if-match': `"${version}"` }),
  )
  must(await doctor.ask('POST', `/api/encounters/${encounter}/sign`))
  const absence = must(
    await owner.ask('POST', `/api/staff/${staff}/absences`, {
      startsAt: '2031-02-01',
      endsAt: '2031-02-02',
      reason: canary,
    }),
  ).id
  return { patient, staff, appointment, encounter, note, observation, absence }
}
