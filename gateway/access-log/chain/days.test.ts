import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import type { DaysQuery, FoundDays } from './days.ts'
import type { NewEntry } from './entry.ts'

/** The log as people think of it: a line for each person and day, whole, however it is paged. */

let requests = 0
function anEntry(at: string, who: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    at: Date.parse(at),
    requestId: `req-${++requests}`,
    accountId: `acc-${who}`,
    accountName: who,
    roles: ['doctor'],
    actsFor: [],
    action: 'patient.read',
    patientIds: ['pat-1'],
    outcome: 'ok',
    ...more,
  }
}

async function aLog(...entries: NewEntry[]) {
  const clinicId = `cln-${crypto.randomUUID()}`
  const log = env.ACCESS_LOG.getByName(clinicId)
  await log.append(clinicId, entries)
  return (query: Partial<DaysQuery> = {}) =>
    log.days({ patientIds: ['pat-1'], timezone: 'Asia/Jakarta', lines: 40, ...query })
}

const shown = ({ days }: FoundDays) => days.map(day => [day.date, ...day.people.map(one => one.accountName)])

test('one line for what one person did on one day of the clinic', async () => {
  const ask = await aLog(
    anEntry('2026-11-20T14:00:00Z', 'Sari'),
    anEntry('2026-11-20T15:00:00Z', 'Budi', { action: 'timeline.read' }),
    anEntry('2026-11-20T16:00:00Z', 'Sari', { action: 'patient.change' }),
    anEntry('2026-11-20T16:59:00Z', 'Budi', { action: 'timeline.read' }),
    // After midnight in Jakarta.
    anEntry('2026-11-20T18:00:00Z', 'Sari'),
    anEntry('2026-11-20T18:00:00Z', 'Sari', { patientIds: ['pat-2'] }),
  )
  const found = await ask()
  expect(shown(found)).toEqual([
    ['2026-11-21', 'Sari'],
    ['2026-11-20', 'Budi', 'Sari'],
  ])
  expect(found.before).toBeUndefined()
  expect(found.days[1]?.people).toMatchObject([
    {
      first: Date.parse('2026-11-20T15:00:00Z'),
      last: Date.parse('2026-11-20T16:59:00Z'),
      actions: [{ action: 'timeline.read', refused: false, times: 2 }],
    },
    { actions: [{ action: 'patient.read' }, { action: 'patient.change' }] },
  ])
  expect(found.days[0]?.people[0]?.actions).toEqual([{ action: 'patient.read', refused: false, times: 1 }])
})

test('what was refused, and what was done on behalf of this patient, stands apart, with the reason where one was given', async () => {
  const [one, two] = ['2026-11-20T01:00:00Z', '2026-11-20T02:00:00Z']
  const ask = await aLog(
    anEntry(one, 'Rina'),
    anEntry(two, 'Rina', { outcome: 'forbidden' }),
    anEntry(two, 'Rina', { actsFor: ['pat-1'] }),
    // For somebody else, in an entry that names this patient, too.
    anEntry(two, 'Rina', { actsFor: ['pat-2'], patientIds: ['pat-1', 'pat-2'] }),
    anEntry(one, 'Budi', { action: 'record_access.open', under: ['acs-1'], reason: 'Unconscious' }),
    anEntry(two, 'Budi', { under: ['acs-1'] }),
  )
  const { days } = await ask()
  const people = days[0]?.people.map(who => [who.accountName, who.behalf, who.withReason, who.reasons]) ?? []
  expect(people.toSorted()).toEqual(
    [
      ['Rina', true, false, []],
      ['Rina', false, false, []],
      ['Budi', false, true, ['Unconscious']],
    ].toSorted(),
  )
  const rina = days[0]?.people.find(who => who.accountName === 'Rina' && !who.behalf)
  expect(rina?.actions).toEqual([
    { action: 'patient.read', refused: false, times: 2 },
    { action: 'patient.read', refused: true, times: 1 },
  ])
})

test('an entry that names the person under two ids counts once', async () => {
  const ask = await aLog(anEntry('2026-11-20T01:00:00Z', 'Sari', { patientIds: ['pat-1', 'pat-old'] }))
  const { days } = await ask({ patientIds: ['pat-1', 'pat-old'] })
  expect(days[0]?.people[0]?.actions).toEqual([{ action: 'patient.read', refused: false, times: 1 }])
})

test('a page ends between days: paged, the lines are those of one page, none torn apart or told twice', async () => {
  const entries = Array.from({ length: 300 }, (_, i) =>
    anEntry(new Date(Date.UTC(2026, 10, 1) + i * 2_700_000).toISOString(), `Person ${(i * 7) % 5}`),
  )
  const ask = await aLog(...entries)
  const whole = (await ask({ lines: 10_000 })).days
  expect(whole.length).toBeGreaterThan(8)
  const paged: FoundDays['days'] = []
  let pages = 0
  for (let before: number | undefined, more = true; more; pages++) {
    const page = await ask({ lines: 7, ...(before === undefined ? {} : { to: before }) })
    paged.push(...page.days)
    before = page.before
    more = before !== undefined
  }
  expect(pages).toBeGreaterThan(3)
  expect(paged).toEqual(whole)
  const times = whole.flatMap(day => day.people.flatMap(one => one.actions.map(({ times }) => times)))
  expect(times.reduce((a, b) => a + b)).toBe(entries.length)
})

test('the owner sees of each person how many patients, filtered as the entries are', async () => {
  const ids = Array.from({ length: 30 }, (_, i) => `pat-${i}`)
  const ask = await aLog(
    anEntry('2026-11-20T01:00:00Z', 'Sari', { patientIds: ids.slice(0, 20), action: 'appointment.board' }),
    anEntry('2026-11-20T02:00:00Z', 'Sari', { patientIds: ids.slice(10), action: 'appointment.board' }),
    anEntry('2026-11-20T03:00:00Z', 'Budi', { outcome: 'not_found' }),
    anEntry('2026-11-21T03:00:00Z', 'Budi'),
  )
  const everybody = { patientIds: [] }
  const { days } = await ask(everybody)
  const sari = days[1]?.people.find(one => one.accountName === 'Sari')
  expect(sari?.patients.count).toBe(30)
  expect(sari?.patients.ids).toHaveLength(20)
  expect(shown(await ask({ ...everybody, accountId: 'acc-Budi' }))).toEqual([
    ['2026-11-21', 'Budi'],
    ['2026-11-20', 'Budi'],
  ])
  expect(shown(await ask({ ...everybody, outcome: ['not_found'] }))).toEqual([['2026-11-20', 'Budi']])
  expect(shown(await ask({ ...everybody, action: 'appointment.board' }))).toEqual([['2026-11-20', 'Sari']])
  expect(shown(await ask({ ...everybody, from: Date.parse('2026-11-20T17:00:00Z') }))).toEqual([['2026-11-21', 'Budi']])
})
