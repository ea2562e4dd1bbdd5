import { aMonday, type ClinicFixture, must } from './clinic-fixture.ts'
import type { Person, Reply } from './harness.ts'

/** What a fixture has only for the tests that compare everything: limits nearly reached, rooms in use, numbers given up. */
export interface FullDay {
  /** Who takes so many visits on a day, and has one less. */
  staff: string
  /** Ahead, in the room and with the nurse as assistant. */
  visit: string
  running: string
  runningPatient: string
  waiting: string
  series: string
  /** Has a number of its own, and was imported as number 7 of the old system. */
  numbered: string
  /** Whose series it is. */
  often: string
  /** Was merged into the one with the series, and split off again. */
  double: string
}

/** Of somebody in every fixture: asked for after its holder gave it up. */
const number = 'P0000007'
/** Its holder keeps it. */
const kept = 'P0000008'

const hour = 3_600_000
const monday = (hours: number) => new Date(aMonday(Date.now()) + hours * hour).toISOString()
const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
const person = (given: string) => ({ name: { given, family: 'Numbered' }, sex: 'female', birthDate: '1980-01-02' })
const dailyMaximum = 3
const old = 'the old system'

export async function addFullDay(fixture: ClinicFixture): Promise<FullDay> {
  const { own, other, shared, canary } = fixture
  const { owner, receptionist, doctor } = fixture.people
  const profile = { name: `FullDay ${canary}`, profession: 'doctor', bookable: true, dailyMaximum }
  const staff = must(await owner.ask('POST', '/api/staff', profile)).id
  must(await owner.ask('PUT', `/api/staff/${staff}/availability/2020-01-01`, { weekly }))
  must(await owner.ask('PUT', `/api/staff/${staff}/availability/2039-01-01`, { weekly: [] }))
  const opening = { startsAt: '2039-03-01T10:00:00Z', endsAt: '2039-03-01T12:00:00Z' }
  must(await owner.ask('POST', `/api/staff/${staff}/openings`, opening))
  const book = async (patientId: string, hours: number, more = {}) =>
    must(
      await receptionist.ask('POST', '/api/appointments', {
        patientId,
        staffId: staff,
        startsAt: monday(hours),
        minutes: 30,
        ...more,
      }),
    ).id
  const someone = async (given: string) =>
    must(await receptionist.ask('POST', '/api/patients', { name: { given }, sex: 'other' })).id
  const visit = await book(other.patient, 16, { roomId: shared.room, assistantIds: [other.staff] })
  const walkIn = async (patientId: string) =>
    must(
      await receptionist.ask('POST', '/api/appointments/walk-in', {
        patientId,
        staffId: own.staff,
        roomId: shared.room,
      }),
    ).id
  const runningPatient = await someone('Running')
  const running = await walkIn(runningPatient)
  must(await doctor.ask('POST', `/api/appointments/${running}/start`, {}))
  const waiting = await walkIn(await someone('Waiting'))
  const repeat = { every: 'week', count: 3 }
  const often = { patientId: await someone('Often'), staffId: staff, startsAt: monday(40), minutes: 30, repeat }
  const series = must(await receptionist.ask('POST', '/api/appointments/series', often)).id
  const double = await someone('Double')
  must(await receptionist.ask('POST', `/api/patients/${double}/merge`, { intoId: often.patientId }))
  must(await receptionist.ask('POST', `/api/patients/${double}/unmerge`))
  const identifiers = [number, kept].map(value => ({ type: 'passport', value }))
  const numbered = must(await receptionist.ask('POST', '/api/patients', { ...person('Given up'), identifiers })).id
  const waitlistEntry = must(
    await receptionist.ask('POST', '/api/waitlist', { patientId: numbered, staffId: staff, minutes: 30 }),
  ).id
  must(await receptionist.ask('DELETE', `/api/waitlist/${waitlistEntry}`, undefined, { 'if-match': '"1"' }))
  must(await receptionist.ask('POST', '/api/patients/import', theOld()))
  must(await owner.ask('PATCH', '/api/clinic', { policies: { selfBookingMaxOpen: 5 } }, { 'if-match': '"1"' }))
  return { staff, visit, running, runningPatient, waiting, series, numbered, often: often.patientId, double }
}

/** With two letters in each other's place, as typed in a hurry. */
const misspelt = (word: string) => `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`

const theOld = (...more: unknown[]) => ({
  importId: 'the-first',
  source: old,
  rows: [{ ...person('Imported'), oldRecordNumber: '7' }, ...more],
})

/**
 * What is asked about it by the people of a fixture, of its own objects or of another's.
 *
 * @param mine what a request is for that names one of those objects in its body.
 * @param hold of the fixture's patient, in another clinic.
 */
export function askFullDay(
  { own, other, shared, canary }: ClinicFixture,
  fullDay: FullDay,
  mine: FullDay & Pick<ClinicFixture, 'people' | 'own'>,
  hold = 'hld-none',
): Record<'days' | 'people', [step: string, asked: () => Promise<Reply>][]> {
  const { owner, receptionist, doctor, patient } = mine.people
  const as = (who: Person, method: string, path: string, body?: unknown) => () =>
    who.ask(method, path, body, method === 'PATCH' || method === 'DELETE' ? { 'if-match': '"1"' } : {})
  const visit = (at: string, more = {}) => ({
    patientId: own.patient,
    staffId: fullDay.staff,
    startsAt: at,
    minutes: 30,
    ...more,
  })
  const waitlistEntryOfBoth = async () => {
    const path = `/api/patients/${fullDay.numbered}`
    await receptionist.ask('POST', `${path}/merge`, { intoId: other.patient })
    const waitlistEntry = { patientId: other.patient, staffId: fullDay.staff, minutes: 30 }
    const reply = await receptionist.ask('POST', '/api/waitlist', waitlistEntry)
    await receptionist.ask('POST', `${path}/unmerge`)
    return reply
  }
  const year = fullDay.staff === mine.staff ? 2041 : 2040
  const span = `from=${monday(0).slice(0, 10)}&to=${monday(48).slice(0, 10)}`
  const days: [string, () => Promise<Reply>][] = [
    ['hours of a closure', as(owner, 'GET', '/api/staff/hours?from=2031-01-01&to=2031-01-05')],
    ['hours of absences', as(owner, 'GET', '/api/staff/hours?from=2031-02-01&to=2031-02-05')],
    ['hours of openings', as(owner, 'GET', '/api/staff/hours?from=2039-03-01&to=2039-03-05')],
    ['rooms today', as(owner, 'GET', '/api/rooms')],
    ['the room', as(owner, 'GET', `/api/rooms/${shared.room}`)],
    ['the board of rooms', as(owner, 'GET', '/api/rooms/board')],
    ['the board of rooms then', as(owner, 'GET', `/api/rooms/board?at=${monday(15)}`)],
    ['the board of rooms in maintenance', as(owner, 'GET', '/api/rooms/board?at=2031-04-01T08:00:00Z')],
    ['the board of rooms after maintenance', as(owner, 'GET', '/api/rooms/board?at=2031-04-02T08:00:00Z')],
    ['slots of the room', as(owner, 'GET', `/api/slots?${span}&minutes=30&staffId=${own.staff}&roomId=${shared.room}`)],
    [
      'slots in maintenance',
      as(
        owner,
        'GET',
        `/api/slots?from=2031-04-01&to=2031-04-04&minutes=60&staffId=${own.staff}&roomId=${shared.room}`,
      ),
    ],
    ['slots of the full day', as(owner, 'GET', `/api/slots?${span}&minutes=30&staffId=${fullDay.staff}`)],
    ['slots of the assistant', as(owner, 'GET', `/api/slots?${span}&minutes=30&staffId=${other.staff}`)],
    [
      'a hold on the full day',
      as(owner, 'POST', '/api/slots/holds', { staffId: fullDay.staff, startsAt: monday(3), minutes: 30 }),
    ],
    ['one more on the full day', as(receptionist, 'POST', '/api/appointments', visit(monday(2)))],
    ['one too many on the full day', as(receptionist, 'POST', '/api/appointments', visit(monday(5)))],
    [
      'in the room',
      as(receptionist, 'POST', '/api/appointments', visit('2031-04-02T10:00:00.000Z', { roomId: shared.room })),
    ],
    ['one more by the patient', as(patient, 'POST', '/api/appointments', visit(monday(26), { staffId: own.staff }))],
    [
      'an absence of the assistant',
      as(owner, 'POST', `/api/staff/${other.staff}/absences/preview`, { startsAt: monday(15), endsAt: monday(18) }),
    ],
    [
      'an absence of the assistant a day later',
      as(owner, 'POST', `/api/staff/${other.staff}/absences/preview`, { startsAt: monday(39), endsAt: monday(42) }),
    ],
    [
      'a hold of somewhere else',
      as(patient, 'POST', '/api/appointments', {
        patientId: mine.own.patient,
        staffId: mine.own.staff,
        startsAt: monday(28),
        minutes: 30,
        holdId: hold,
      }),
    ],
    [
      'a product',
      as(owner, 'POST', '/api/visit-types', { name: 'With a product', minutes: 20, productId: shared.product }),
    ],
    [
      'a room of the session',
      as(owner, 'PUT', `/api/staff/${mine.staff}/availability/${year}-01-01`, {
        weekly: weekly.map(one => ({ ...one, roomId: shared.room })),
      }),
    ],
    [
      'in the room of the session',
      as(receptionist, 'POST', '/api/appointments', {
        patientId: mine.often,
        staffId: mine.staff,
        startsAt: `${year}-02-01T10:00:00.000Z`,
        minutes: 30,
      }),
    ],
    [
      'the absence',
      as(owner, 'POST', `/api/staff/${other.staff}/absences`, { startsAt: monday(15), endsAt: monday(18) }),
    ],
    ['displaced', as(owner, 'GET', `/api/appointments/displaced?${span}&staffId=${other.staff}`)],
    ['a move in the series', as(receptionist, 'GET', `/api/appointments/series/${fullDay.series}`)],
    [
      'the end of the series',
      async () => {
        const { body } = await receptionist.ask('GET', `/api/appointments/series/${fullDay.series}`)
        const [, second] = JSON.stringify(body).match(/apt-[\w-]+/g) ?? []
        return receptionist.ask('POST', `/api/appointments/${second ?? fullDay.visit}/cancel`, {
          by: 'clinic',
          code: 'other',
          scope: 'following',
        })
      },
    ],
    ['the series after', as(receptionist, 'GET', `/api/appointments/series/${fullDay.series}`)],
    ['a waitlist entry of both', waitlistEntryOfBoth],
    ['finished', as(doctor, 'POST', `/api/appointments/${fullDay.running}/finish`, {})],
    ['not finished', as(receptionist, 'POST', `/api/appointments/${fullDay.running}/undo`, {})],
    ['the room is needed', as(owner, 'DELETE', `/api/rooms/${shared.room}`)],
  ]
  const whileMerged = async () => {
    const path = `/api/patients/${other.patient}`
    const etag = (await receptionist.ask('GET', path)).headers.get('etag') ?? '"1"'
    return receptionist.ask('PATCH', path, { identifiers: [{ type: 'passport', value: kept }] }, { 'if-match': etag })
  }
  const holder = async () => {
    const identifiers = [{ type: 'passport', value: number }]
    const { body } = await receptionist.ask('POST', '/api/patients', { ...person('Third'), identifiers })
    return receptionist.ask('GET', `/api/patients/${/pat-[\w-]+/.exec(JSON.stringify(body))?.[0]}`)
  }
  const splitAgain = async () => {
    const path = `/api/patients/${fullDay.double}`
    const key = { 'idempotency-key': crypto.randomUUID() }
    await receptionist.ask('POST', `${path}/merge`, { intoId: fullDay.often })
    await receptionist.ask('POST', `${path}/unmerge`, undefined, key)
    return receptionist.ask('POST', `${path}/unmerge`, undefined, key)
  }
  const people: [string, () => Promise<Reply>][] = [
    [
      'a contact',
      as(receptionist, 'PATCH', `/api/patients/${mine.often}`, {
        contacts: [{ name: 'x', relation: 'x', patientId: other.patient }],
      }),
    ],
    [
      'the number is given up',
      as(receptionist, 'PATCH', `/api/patients/${fullDay.numbered}`, {
        ...person('Another'),
        identifiers: [{ type: 'passport', value: kept }],
      }),
    ],
    [
      'a row with the number',
      as(receptionist, 'POST', '/api/patients/import', {
        importId: 'the-third',
        source: old,
        rows: [{ ...person('Rowed'), identifiers: [{ type: 'passport', value: number }] }],
      }),
    ],
    [
      'the number is taken',
      as(receptionist, 'POST', '/api/patients', {
        ...person('Taker'),
        identifiers: [{ type: 'passport', value: number }],
      }),
    ],
    ['who has the number', holder],
    ['the same row and one more', as(receptionist, 'POST', '/api/patients/import', theOld(person('More')))],
    [
      'rows of who is gone',
      as(receptionist, 'POST', '/api/patients/import', {
        importId: 'the-second',
        source: old,
        rows: [person('Given up')],
      }),
    ],
    ['merged', as(receptionist, 'POST', `/api/patients/${fullDay.numbered}/merge`, { intoId: other.patient })],
    ['read as one', as(receptionist, 'GET', `/api/patients/${fullDay.numbered}`)],
    ['the number of both', whileMerged],
    ['unmerged', as(receptionist, 'POST', `/api/patients/${fullDay.numbered}/unmerge`)],
    ['split again', splitAgain],
    ['a name with a typo', as(receptionist, 'GET', `/api/patients?q=${misspelt(canary)}&limit=100`)],
  ]
  return { days, people }
}
