import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '#shared/actor'
import { aDesk, type Desk } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env
const minute = 60_000
const patience = 240_000

/** Half hours of weekday mornings that do not touch. New York changes its clock on 8 March 2026. */
const slots = ['03', '04', '05', '06', '09', '10', '11', '12', '13', '16'].flatMap(day =>
  times(6, i => {
    const offset = day < '08' ? '-05:00' : '-04:00'
    return new Date(Date.parse(`2026-03-${day}T08:00:00${offset}`) + i * 40 * minute).toISOString()
  }),
)

interface Scene {
  desk: Desk
  patients: string[]
  visits: string[]
}

/** So many visits of two doctors that can be cancelled, and so many people who wait for anything of that length. */
async function aScene(
  visits: number,
  waiters: number,
  ask: (i: number) => { urgency?: 'soon'; days?: number[] } = () => ({}),
) {
  const desk = await aDesk()
  const doctors = [desk.doctor, await desk.aDoctor()]
  const patients = await Promise.all(times(Math.max(visits, waiters), i => desk.aPatient(`P${i}`)))
  const booked = await Promise.all(
    times(visits, i =>
      desk.book({
        patientId: patients[i] ?? '',
        staffId: doctors[i % 2] ?? '',
        startsAt: slots[Math.floor(i / 2)] ?? '',
      }),
    ),
  )
  await Promise.all(
    times(waiters, async i => {
      must(await APPOINTMENT['waitlist.add'](desk.desk, { patientId: patients[i] ?? '', minutes: 30, ...ask(i) }))
    }),
  )
  return { desk, patients, visits: booked.map(one => must(one).id) } satisfies Scene
}

const at = (desk: Desk, seconds: number): Actor => ({ ...desk.desk, at: desk.now + seconds * 1_000 })
const clock = (desk: Desk, seconds: number): Actor => ({ ...at(desk, seconds), kind: 'system', roles: [] })

async function count(sql: string, clinicId: string): Promise<number> {
  const row = await env.APPOINTMENT_DB.prepare(sql).bind(clinicId).first<{ n: number }>()
  return row?.n ?? -1
}

/** What must hold at every moment, counted by the rows alone. */
async function expectInOrder({ clinicId }: Desk): Promise<void> {
  const twice = (of: string, status: string) =>
    count(
      `SELECT count(*) AS n FROM (SELECT 1 FROM offer WHERE clinic_id = ? AND status IN (${status}) GROUP BY ${of} HAVING count(*) > 1)`,
      clinicId,
    )
  expect(await twice('freed_id', "'accepted'"), 'a slot accepted twice').toBe(0)
  expect(await twice('staff_id, starts_at', "'accepted'"), 'a time accepted twice').toBe(0)
  expect(await twice('waitlist_id', "'open'"), 'two offers for one entry').toBe(0)
  expect(await twice('waitlist_id', "'accepted'"), 'an entry fulfilled twice').toBe(0)
  expect(await twice('staff_id, starts_at', "'open', 'accepted'"), 'a time offered to two').toBe(0)
  const overlaps = `SELECT count(*) AS n FROM appointment a JOIN appointment b ON a.clinic_id = b.clinic_id AND a.id < b.id
    WHERE a.clinic_id = ? AND a.status = 'booked' AND b.status = 'booked' AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
      AND (a.staff_id = b.staff_id OR a.patient_id = b.patient_id)`
  expect(await count(overlaps, clinicId), 'visits that overlap').toBe(0)
}

const open = async (desk: Desk) => [...must(await APPOINTMENT['offer.list'](desk.desk, { limit: 100 })).items]

test(
  'of twenty cancellations at once and eighty entries: each time is offered once, and each offer is accepted once',
  async () => {
    const { desk, visits } = await aScene(20, 80)
    await Promise.all(
      visits.map(id => APPOINTMENT['appointment.cancel'](desk.desk, { id, by: 'patient', code: 'ill' })),
    )
    await Promise.all(times(5, () => APPOINTMENT['waitlist.offer_freed_slots'](clock(desk, 10))))
    const offers = await open(desk)
    expect(offers).toHaveLength(20)
    expect(new Set(offers.map(one => one.waitlistId)).size).toBe(20)
    await expectInOrder(desk)
    const answers = await Promise.all(
      offers.flatMap(({ id }) => times(3, () => APPOINTMENT['offer.accept'](at(desk, 60), { id }))),
    )
    const codes = Map.groupBy(answers, one => (one.ok ? 'ok' : one.code))
    expect(codes.get('ok')).toHaveLength(20)
    expect(codes.get('offer_gone')).toHaveLength(40)
    await expectInOrder(desk)
    expect(
      await count("SELECT count(*) AS n FROM waitlist WHERE clinic_id = ? AND status = 'booked'", desk.clinicId),
    ).toBe(20)
  },
  patience,
)

test(
  'whatever people answer, however many clocks tick at once, no time is taken twice and no waitlist entry has two open offers',
  async () => {
    const round = fc.record({
      /** Seconds that pass. */
      passes: fc.constantFrom(1, 10, 60, 1_800),
      clocks: fc.integer({ min: 1, max: 3 }),
      /** What happens to the open offers, each at the same moment as the others, and to some twice. */
      answers: fc.array(fc.constantFrom('accept', 'decline', 'twice', 'both', 'nothing'), {
        minLength: 1,
        maxLength: 6,
      }),
      cancels: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 5 }), async rounds => {
        const { desk, visits } = await aScene(6, 12, i => (i % 3 === 0 ? { urgency: 'soon' } : {}))
        const left = [...visits]
        let now = 0
        for (const { passes, clocks, answers, cancels } of rounds) {
          now += passes
          const offers = await open(desk)
          const answer = ({ id }: { id: string }, i: number) => {
            const accept = () => APPOINTMENT['offer.accept'](at(desk, now), { id })
            const decline = () => APPOINTMENT['offer.decline'](at(desk, now), { id })
            const chosen = answers[i % answers.length]
            if (chosen === 'accept') return [accept()]
            if (chosen === 'decline') return [decline()]
            if (chosen === 'twice') return [accept(), accept()]
            return chosen === 'both' ? [accept(), decline()] : []
          }
          await Promise.all([
            ...left
              .splice(0, cancels)
              .map(id => APPOINTMENT['appointment.cancel'](at(desk, now), { id, by: 'patient', code: 'ill' })),
            ...offers.flatMap(answer),
            ...times(clocks, () => APPOINTMENT['waitlist.offer_freed_slots'](clock(desk, now))),
          ])
          await expectInOrder(desk)
        }
      }),
      { numRuns: 8, seed: 2026 },
    )
  },
  patience,
)
