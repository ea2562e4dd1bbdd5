import { system } from '../../workers/shared/actor.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import type { App, ClinicOptions, Person, Reply } from './harness.ts'

/** A clinic with one of everything, twice where "own" matters: what tests of all routes act on. Made through the API. */
export interface ClinicFixture {
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
  /** A time that came free, offered to a patient who waits for it: the open offer's id. */
  offer(): Promise<string>
  /** What the clinic's clock does so many milliseconds from now. */
  offerFreedSlots(after?: number): Promise<unknown>
  /** A patient of the public page whom nobody has verified. */
  stranger(): Promise<string>
  /** A new relation of somebody to the own patient, which waits for approval. */
  relation(): Promise<string>
  /** The address of somebody who has an account, and belongs to another clinic alone. */
  outsider: string
  /** Somebody who works here and may be removed: the id of the membership. */
  member(): Promise<string>
  /** The same with a second factor, which nobody has the secret of. */
  guarded(): Promise<string>
  shared: {
    visitType: string
    room: string
    product: string
    closure: string
    invitation: string
    member: string
    screen: string
    maintenance: string
    series: string
  }
}

interface Made {
  value: { id: string }
}

/** An object of each kind. Areas of the folder `routes` add those that they make. */
export interface Objects {
  patient: string
  staff: string
  appointment: string
  waitlistEntry: string
  offer: string
  hold: string
  /** Of somebody else who stands for this patient, too. */
  relation: string
  /** A patient whose record is restricted. */
  restricted: string
}

const day = 86_400_000

/** The Monday after next, so that bookings lie ahead and hours are open. */
export function aMonday(now: number): number {
  const date = new Date(now + 8 * day)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + ((8 - date.getUTCDay()) % 7))
}

export function must(reply: Reply, ...wanted: number[]): Reply['body'] {
  const fine = wanted.length > 0 ? wanted.includes(reply.status) : reply.status < 300
  if (!fine) throw new Error(`answered ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`)
  return reply.body
}

export async function aClinicFixture(app: App, options: ClinicOptions = { timezone: 'UTC' }): Promise<ClinicFixture> {
  const clinic = app.aClinic(options)
  const { clinicId } = clinic
  const canary = `canary${crypto.randomUUID().slice(0, 8)}`
  app.canaries.set(clinicId, canary)
  const { timezone = 'UTC', country = 'US', currency = 'USD', locale = 'en' } = options
  const staffWorker = await app.harness.getWorker('staff').getExport()
  const found = { id: clinicId, name: `Clinic ${canary}`, timezone, country, currency, locale }
  await (staffWorker as unknown as Record<string, (...input: unknown[]) => Promise<unknown>>)['clinic.found']?.(
    { ...system(clinicId, Date.now(), 'test'), ...app.carried },
    found,
  )

  const named = { name: `Someone of ${canary}` }
  const owner = await clinic.as('owner', named)
  const doctorStaff = must(await owner.ask('POST', '/api/staff', aStaff(`dr. ${canary}`, 'doctor'))).id as string
  const nurseStaff = must(await owner.ask('POST', '/api/staff', aStaff(`Ns. ${canary}`, 'nurse'))).id as string
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  for (const id of [doctorStaff, nurseStaff])
    must(await owner.ask('PUT', `/api/staff/${id}/availability/2020-01-01`, { weekly }))

  const desk = await clinic.as('receptionist', named)
  const patients: string[] = []
  for (const given of ['Own', 'Other']) {
    const person = { name: { given, family: canary }, sex: 'female', phone: '555 0100', birthDate: '1990-05-06' }
    patients.push(must(await desk.ask('POST', '/api/patients', person)).id)
  }
  const [ownPatient = '', otherPatient = ''] = patients
  const people = {
    owner,
    doctor: await clinic.as('doctor', { ...named, staffId: doctorStaff }),
    nurse: await clinic.as('nurse', { ...named, staffId: nurseStaff }),
    receptionist: desk,
    patient: await clinic.as('patient', { ...named, patients: [ownPatient] }),
  }
  const everyone = await clinic.as(['owner', 'doctor', 'nurse', 'receptionist'], { staffId: doctorStaff })
  const price = { amount: 100, currency }
  const member = async () => membershipOf(owner, await clinic.as('nurse', named))
  const guarded = async () => {
    const nurse = await clinic.as('nurse', named)
    const factor = 'INSERT INTO second_factor (account_id, secret, confirmed_at, created_at) VALUES (?, ?, 1, 1)'
    await app.database('gateway').prepare(factor).bind(nurse.claims.sub, 'lost').run()
    return membershipOf(owner, nurse)
  }
  const portal = { name: canary, roles: ['patient'], patientId: ownPatient, relation: 'self' }
  const shared = {
    visitType: must(await owner.ask('POST', '/api/visit-types', { name: canary, minutes: 30, selfBookable: true })).id,
    room: must(await owner.ask('POST', '/api/rooms', { number: '1', type: canary, price })).id,
    product: must(await owner.ask('POST', '/api/products', { name: canary, kind: 'service', price })).id,
    closure: must(
      await owner.ask('POST', '/api/clinic/closures', { startsAt: '2031-01-01', endsAt: '2031-01-02', reason: canary }),
    ).id,
    invitation: must(await desk.ask('POST', '/api/auth/invitations', portal)).id,
    member: await member(),
    screen: must(await owner.ask('POST', '/api/queue/screen', { name: canary })).id,
  }
  // Looks where the people of the fixture have not looked yet.
  const preparer = await clinic.as('receptionist', named)
  const offerFreedSlots = await clockOf(app, clinic.clinicId, { timezone, currency, locale })
  const offer = async () => {
    const staff = must(await owner.ask('POST', '/api/staff', aStaff(`dr. ${crypto.randomUUID()}`, 'doctor'))).id
    must(await owner.ask('PUT', `/api/staff/${staff}/availability/2020-01-01`, { weekly }))
    const person = { name: { given: 'Someone' }, sex: 'other' }
    const patient = must(await desk.ask('POST', '/api/patients', person)).id
    return (await offered(preparer, offerFreedSlots, patient, staff)).offer
  }
  const patientWorker = await app.harness.getWorker('patient').getExport()
  const stranger = async () => {
    const verbs = patientWorker as unknown as Record<string, (...input: unknown[]) => Promise<Made>>
    const actor = { ...system(clinicId, Date.now(), 'test'), ...app.carried }
    const made = await verbs['patient.register_online']?.(actor, { name: { text: 'Someone New' }, sex: 'unknown' })
    if (!made) throw new Error('nobody was registered')
    return made.value.id
  }
  const relation = async () => {
    const someone = await clinic.as('patient', { ...named, patients: [ownPatient] })
    const id = await aRelation(app, someone, ownPatient)
    const fresh = `UPDATE stands_for SET opening = 'by_approval' WHERE id = ?`
    await app.database('gateway').prepare(fresh).bind(id).run()
    return id
  }
  const maintenance = must(
    await owner.ask('POST', `/api/rooms/${shared.room}/maintenance`, {
      startsAt: '2031-04-01',
      endsAt: '2031-04-02',
      reason: canary,
    }),
  ).id
  const elsewhere = await app.aClinic().as('receptionist')
  const known = await app
    .database('gateway')
    .prepare('SELECT email FROM account WHERE id = ?')
    .bind(elsewhere.claims.sub)
    .first<{ email: string }>()
  const base = {
    clinicId,
    outsider: known?.email ?? '',
    member,
    guarded,
    canary,
    people,
    everyone,
    shared: { ...shared, maintenance, series: '' },
    offer,
    offerFreedSlots,
    stranger,
    relation,
  }
  // Not before: the areas import this file.
  const { areas } = await import('./route-areas.ts')
  const objects = async (patient: string, staff: string, hour: number): Promise<Objects> => {
    const appointment = await aVisit(people, patient, staff, canary, hour)
    const relation = await aRelation(app, await clinic.as('patient', { ...named, patients: [patient] }), patient)
    const freed = await offered(preparer, offerFreedSlots, patient, staff)
    const found = { patient, staff, appointment, relation, hold: '', ...freed }
    for (const area of areas) Object.assign(found, await area.objects?.(people, { patient, staff }, canary))
    // What the areas add to the interface, they make.
    return found as Objects
  }
  const own = await objects(ownPatient, doctorStaff, 9)
  const other = await objects(otherPatient, nurseStaff, 10)
  const startsAt = new Date(aMonday(Date.now()) + 22 * 3_600_000).toISOString()
  const booking = {
    patientId: otherPatient,
    staffId: doctorStaff,
    startsAt,
    minutes: 30,
    reason: canary,
    assistantIds: [nurseStaff],
  }
  const repeat = { every: 'week', count: 2 }
  base.shared.series = must(await desk.ask('POST', '/api/appointments/series', { ...booking, repeat })).id
  own.hold = await aHold(people.patient, doctorStaff)
  other.hold = await aHold(desk, nurseStaff)
  return { ...base, own, other }
}

/** A time that this person is booking just now; it lasts five minutes. */
async function aHold(person: Person, staffId: string): Promise<string> {
  const startsAt = new Date(aMonday(Date.now()) + 20 * 3_600_000).toISOString()
  return must(await person.ask('POST', '/api/slots/holds', { staffId, startsAt, minutes: 30 })).id
}

/** The relation of somebody who stands for a patient; as a carer, so that nobody loses the own one, one after another, so that lists have one order. */
async function aRelation(app: App, { claims }: Person, patientId: string): Promise<string> {
  const row = await app
    .database('gateway')
    .prepare(`UPDATE stands_for SET relation = 'carer', created_at = (SELECT count(*) FROM stands_for s WHERE s.clinic_id = stands_for.clinic_id)
       WHERE patient_id = ? AND account_id = ? RETURNING id`)
    .bind(patientId, claims.sub)
    .first<{ id: string }>()
  if (!row) throw new Error('nobody stands for the patient')
  return row.id
}

/** The membership of somebody whom the tests of members may change and remove. */
async function membershipOf(owner: Person, { claims }: Person): Promise<string> {
  const { items } = must(await owner.ask('GET', '/api/members?limit=100'))
  return items.find((one: { account: { id: string } }) => one.account.id === claims.sub).id
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

/** The clinic's clock, a while after a time came free where nothing else is asked for. */
async function clockOf(app: App, clinicId: string, place: object) {
  const desk = await app.harness.getWorker('appointment').getExport()
  const verbs = desk as unknown as Record<string, (actor: unknown) => Promise<unknown>>
  return async (after = 11_000) =>
    await verbs['waitlist.offer_freed_slots']?.({
      ...system(clinicId, Date.now() + after, 'test'),
      ...place,
      ...app.carried,
    })
}

/** A waitlist entry to whom a cancelled visit's time is offered. */
async function offered(
  receptionist: Person,
  offerFreedSlots: () => Promise<unknown>,
  patientId: string,
  staffId: string,
) {
  const waitlistEntry = must(await receptionist.ask('POST', '/api/waitlist', { patientId, staffId, minutes: 30 }))
    .id as string
  const someone = must(await receptionist.ask('POST', '/api/patients', { name: { given: 'Someone' }, sex: 'other' })).id
  const startsAt = new Date(aMonday(Date.now()) + 14 * 3_600_000).toISOString()
  const booking = { patientId: someone, staffId, startsAt, minutes: 30 }
  const visit = must(await receptionist.ask('POST', '/api/appointments', booking)).id
  must(await receptionist.ask('POST', `/api/appointments/${visit}/cancel`, { by: 'patient', code: 'ill' }))
  await offerFreedSlots()
  const [offer] = must(await receptionist.ask('GET', `/api/waitlist/offers?patientId=${patientId}`)).items
  return { waitlistEntry, offer: offer.id as string }
}

/** A booked visit ahead. */
async function aVisit(
  { receptionist }: ClinicFixture['people'],
  patient: string,
  staff: string,
  canary: string,
  hour: number,
) {
  const startsAt = new Date(aMonday(Date.now()) + hour * 3_600_000).toISOString()
  const visit = { patientId: patient, staffId: staff, startsAt, minutes: 30, reason: canary }
  return must(await receptionist.ask('POST', '/api/appointments', visit)).id as string
}
