import { Temporal } from 'temporal-polyfill'
import { actors, type Caller } from './calls.ts'
import type { DemoClinic } from './clinics.ts'

/** What a clinic has before its first patient: profile, rooms, prices, visit types, staff and their hours. Ids by the plan's keys. */
export interface House {
  staff: Map<string, string>
  rooms: Map<string, string>
  visitTypes: Map<string, string>
}

export async function openClinic(call: Caller, demo: DemoClinic, now: number): Promise<House> {
  const founded = now - 420 * 86_400_000
  const owner = actors(demo)('owner', founded)
  const { currency, timezone } = demo.clinic
  await call.identity('foundClinic', demo.clinic, founded)
  const profile = { phone: demo.phone, address: demo.address }
  await call.verb('STAFF', 'clinic.change', owner, { version: 1, change: profile })

  const house: House = { staff: new Map(), rooms: new Map(), visitTypes: new Map() }
  for (const { number, type, amount, equipment } of demo.rooms) {
    const room = await call.verb('APPOINTMENT', 'room.create', owner, {
      number,
      type,
      price: { amount, currency },
      equipment,
    })
    house.rooms.set(number, room.id)
  }
  const products = new Map<string, string>()
  for (const { key, name, code, kind, amount } of demo.products) {
    const product = await call.verb('APPOINTMENT', 'product.create', owner, {
      name,
      code,
      kind,
      price: { amount, currency },
    })
    products.set(key, product.id)
  }
  for (const { key, name, minutes, product, selfBookable } of demo.visitTypes) {
    const input = { name, minutes, productId: products.get(product), selfBookable }
    house.visitTypes.set(key, (await call.verb('APPOINTMENT', 'visit_type.create', owner, input)).id)
  }
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate()
  for (const member of demo.staff) {
    const { key, licence, hours, assisted, ...profile } = member
    const licences = licence
      ? [
          {
            type: licence.type,
            number: licence.number,
            issuer: licence.issuer,
            validTo: today.add({ days: licence.validInDays }).toString(),
          },
        ]
      : []
    const made = await call.verb('STAFF', 'staff.add', owner, { ...profile, licences, bookable: hours !== undefined })
    house.staff.set(key, made.id)
    if (!hours) continue
    const roomId = house.rooms.get(hours.room)
    const weekly = hours.weekdays.flatMap(weekday =>
      hours.sessions.map(([from, to]) => ({ weekday, from, to, roomId, slotMinutes: hours.slotMinutes })),
    )
    const validFrom = today.subtract({ days: 420 }).toString()
    await call.verb('STAFF', 'availability.change', owner, { staffId: made.id, validFrom, week: { weekly } })
  }
  await addTimesOff(call, demo, house, now)
  return house
}

/** A doctor's conference in three weeks and a holiday: what a schedule has to show besides visits. Beyond the planned visits. */
async function addTimesOff(call: Caller, demo: DemoClinic, house: House, now: number): Promise<void> {
  const owner = actors(demo)('owner', now - 30 * 86_400_000)
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(demo.clinic.timezone).toPlainDate()
  const inDays = (days: number) => today.add({ days }).toString()
  const staffId = house.staff.get('second')
  const [conference, holiday] =
    demo.language === 'id' ? ['Kongres IDAI', 'Cuti bersama'] : ['Pediatric conference', 'Building maintenance']
  if (staffId) {
    const absence = { startsAt: inDays(18), endsAt: inDays(21), reason: conference }
    await call.verb('STAFF', 'absence.add', owner, { staffId, absence })
  }
  await call.verb('STAFF', 'closure.add', owner, { startsAt: inDays(32), endsAt: inDays(33), reason: holiday ?? '' })
}
