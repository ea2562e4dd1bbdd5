import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clinics, type Walked, walkDatabases, walkPlan } from '../support/demo-reader.ts'
import { rules, sharedWeeks } from '../support/demo-rules.ts'
import { type App, startApp } from '../support/harness.ts'

/**
 * The demo is one that a clinician believes: as it stands in the real Workers' databases once it is loaded, at an instant that is the same
 * whenever this runs, and as it is planned for days all over the calendar.
 */

/** A Wednesday noon in Jakarta, before dawn in New York. */
const now = Date.parse('2026-09-16T05:10:00Z')

/** Loading it takes minutes, and the browser's tests look at one that was loaded: whether the databases hold what was planned is asked each night. */
const loads = Boolean(process.env.NIGHTLY)

let app: App | undefined
let walked: Walked[]
beforeAll(async () => {
  if (!loads) return
  const begun = await startApp({ extra: [{ configPath: 'scripts/demo/wrangler.toml' }] })
  app = begun
  const fire = async () => {
    const { outcome } = await begun.harness
      .getWorker('demo')
      .scheduled({ cron: '* * * * *', scheduledTime: new Date(now) })
    if (outcome !== 'ok') throw new Error(`the demo Worker ended with ${outcome}`)
    return (await begun.send('GET', '/health', {})).body
  }
  for (let health = await fire(); health.demo !== 'ready'; health = await fire()) {
    expect(health).toMatchObject({ demo: 'loading', demoProgress: { done: expect.any(Number) } })
  }
  walked = await Promise.all(clinics.map(demo => walkDatabases(begun, demo, now)))
}, 600_000)
afterAll(() => app?.close())

test.runIf(loads)('both clinics are there', () => {
  for (const { people, visits } of walked) {
    expect(people.length).toBeGreaterThan(200)
    expect(visits.length).toBeGreaterThan(300)
    expect(visits.filter(({ signedBy }) => signedBy).length).toBeGreaterThan(80)
  }
})

describe.runIf(loads).each(Object.entries(rules))('%s', (_, rule) => {
  test.each(clinics.map(({ key }, i) => [key, i] as const))('at %s', (_, i) => {
    expect(rule(walked[i] as Walked)).toEqual([])
  })
})

test.runIf(loads)('whoever works in both clinics is in one of them a week', () => {
  expect(sharedWeeks(walked)).toEqual([])
})

/** Every weekday twice, at many hours, across the changes of the year and of New York's clocks, and a leap day. */
const days = Array.from({ length: 14 }, (_, i) => Date.parse('2027-11-03T00:20:00Z') + i * (9 * 24 + 5) * 3_600_000)

test.each(days.map(at => [new Date(at).toISOString().slice(0, 16), at] as const))('the plan of %s, too', (_, at) => {
  const planned = clinics.map(demo => walkPlan(demo, at))
  const broken = planned.flatMap(one =>
    Object.entries(rules).flatMap(([name, rule]) => rule(one).map(what => `${one.demo.key}: ${name}: ${what}`)),
  )
  expect([...broken, ...sharedWeeks(planned)]).toEqual([])
})
