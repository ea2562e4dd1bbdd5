import { createClinic } from '../../../gateway/identity/accounts/create-clinic.ts'
import { actors, inParallel, must, type Workers } from '../calls.ts'
import type { DemoClinic, DemoStaff } from '../clinics/clinic.ts'
import { dateIn, isHere, mondaysAround } from '../plan/weeks.ts'
import { founded } from './accounts.ts'

/** What a clinic has before its first patient: profile, rooms, prices, visit types, staff and their hours. Ids by the plan's keys. */
export interface ClinicIds {
  staff: Record<string, string>
  rooms: Record<string, string>
  visitTypes: Record<string, string>
}

export async function openClinic(env: Workers, demo: DemoClinic, now: number): Promise<ClinicIds> {
  const owner = actors(demo)('owner', founded(now))
  const { currency } = demo.clinic
  await createClinic(env, demo.clinic, founded(now))
  const profile = { phone: demo.phone, address: demo.address }
  await must('changeClinic', env.STAFF['clinic.change'](owner, { version: 1, change: profile }))

  const ids: ClinicIds = { staff: {}, rooms: {}, visitTypes: {} }
  const products = new Map<string, string>()
  // Of one kind a few at a time: none asks for another of its kind.
  await Promise.all([
    inParallel(demo.rooms, 6, async ({ number, type, amount, equipment }) => {
      const room = { number, type, price: { amount, currency }, equipment }
      ids.rooms[number] = (await must('createRoom', env.APPOINTMENT['room.create'](owner, room))).id
    }),
    inParallel(demo.products, 6, async ({ key, name, code, kind, amount }) => {
      const product = { name, code, kind, price: { amount, currency } }
      products.set(key, (await must('createProduct', env.APPOINTMENT['product.create'](owner, product))).id)
    }),
  ])
  await inParallel(demo.visitTypes, 6, async ({ key, name, minutes, product, selfBookable }) => {
    const input = { name, minutes, productId: products.get(product), selfBookable }
    ids.visitTypes[key] = (await must('createVisitType', env.APPOINTMENT['visit_type.create'](owner, input))).id
  })
  const today = dateIn(demo, now, 0)
  await inParallel(demo.staff, 6, async member => {
    const { key, licence, hours, assisted, field, weeks, ...profile } = member
    const validTo = today.add({ days: licence?.validInDays ?? 0 }).toString()
    const { type = '', number = '', issuer = '' } = licence ?? {}
    const licences = licence ? [{ type, number, issuer, validTo }] : []
    const made = await must(
      'add',
      env.STAFF['staff.add'](owner, { ...profile, licences, bookable: hours !== undefined }),
    )
    ids.staff[key] = made.id
    for (const { validFrom, weekly } of hoursOf(demo, member, ids, now)) {
      await must(
        'setAvailability',
        env.STAFF['availability.change'](owner, { staffId: made.id, validFrom, week: { weekly } }),
      )
    }
  })
  await addTimesOff(env, demo, ids, now)
  return ids
}

/** The week that has been in force for long; for those who are here in every second week, one from each Monday on. */
function hoursOf(demo: DemoClinic, member: DemoStaff, { rooms }: ClinicIds, now: number) {
  const { hours } = member
  if (!hours) return []
  const { weekdays, sessions, room, slotMinutes } = hours
  const weekly = weekdays.flatMap(weekday =>
    sessions.map(([from, to]) => ({ weekday, from, to, roomId: rooms[room], slotMinutes })),
  )
  if (!member.weeks) return [{ validFrom: dateIn(demo, now, -420).toString(), weekly }]
  const mondays = mondaysAround(demo, now)
  return mondays.map((monday, i) => {
    const last = i === mondays.length - 1
    return { validFrom: monday.toString(), weekly: !last && isHere(member, monday, now) ? weekly : [] }
  })
}

/** A doctor's conference in three weeks and a holiday: what a schedule has to show besides visits. Beyond the planned visits. */
async function addTimesOff(env: Workers, demo: DemoClinic, ids: ClinicIds, now: number): Promise<void> {
  const owner = actors(demo)('owner', now - 30 * 86_400_000)
  const inDays = (days: number) => dateIn(demo, now, days).toString()
  const staffId = ids.staff.second
  const [conference, holiday] =
    demo.language === 'id' ? ['Kongres IDAI', 'Cuti bersama'] : ['Pediatric conference', 'Building maintenance']
  if (staffId) {
    const absence = { startsAt: inDays(18), endsAt: inDays(21), reason: conference }
    await must('addAbsence', env.STAFF['absence.add'](owner, { staffId, absence }))
  }
  const closure = { startsAt: inDays(32), endsAt: inDays(33), reason: holiday ?? '' }
  await must('addClosure', env.STAFF['closure.add'](owner, closure))
}
