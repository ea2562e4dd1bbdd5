import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { randomOf } from '../../../test/verbs/random.ts'
import type { EntryRow, NewEntry } from './entry.ts'

/** What people looked at is in the log, however often a screen asks for it: nobody can hide a first look, and no look is told twice. */

const hour = 3_600_000
const minute = 60_000
const nine = Date.UTC(2026, 4, 4, 9)

let requests = 0
function aLook(more: Partial<NewEntry> = {}): NewEntry {
  return {
    at: nine,
    requestId: `req-${++requests}`,
    accountId: 'acc-desk',
    accountName: 'Desk',
    roles: ['receptionist'],
    actsFor: [],
    action: 'appointment.board',
    patientIds: ['pat-1', 'pat-2'],
    outcome: 'ok',
    look: 'list',
    sessionId: 'ses-1',
    ...more,
  }
}

function aLog() {
  const clinicId = `cln-${crypto.randomUUID()}`
  const log = env.ACCESS_LOG.getByName(clinicId)
  const look = (...entries: NewEntry[]) => log.append(clinicId, entries)
  const rows = async (): Promise<EntryRow[]> => (await log.list({ limit: 10_000 })).toReversed()
  const patients = async () => (await rows()).map(row => JSON.parse(row.patient_ids) as string[])
  return { look, rows, patients }
}

test('a board adds whom it has not shown before in this hour', async () => {
  const { look, patients } = aLog()
  await look(aLook())
  await look(aLook({ at: nine + minute }))
  await look(aLook({ at: nine + 2 * minute, patientIds: ['pat-2', 'pat-3'] }))
  expect(await patients()).toEqual([['pat-1', 'pat-2'], ['pat-3']])
  await look(aLook({ at: nine + hour, patientIds: ['pat-3'] }))
  expect(await patients()).toEqual([['pat-1', 'pat-2'], ['pat-3'], ['pat-3']])
})

test.each<[string, Partial<NewEntry>]>([
  ['another account', { accountId: 'acc-other' }],
  ['another action', { action: 'queue.read' }],
  ['other roles', { roles: ['receptionist', 'doctor'] }],
  ['a reason', { under: ['acs-1'] }],
  ['a write of the same name', { look: undefined }],
])('%s is a look of its own', async (_, other) => {
  const { look, patients } = aLog()
  await look(aLook(), aLook(other))
  expect(await patients()).toEqual([
    ['pat-1', 'pat-2'],
    ['pat-1', 'pat-2'],
  ])
})

test('what was refused has shown nobody', async () => {
  const { look, patients } = aLog()
  await look(aLook({ outcome: 'forbidden' }), aLook())
  expect(await patients()).toHaveLength(2)
})

test('a list of five hundred is told whole, and of the next page what is new', async () => {
  const { look, rows } = aLog()
  const ids = Array.from({ length: 500 }, (_, i) => `pat-${i}`)
  await look(aLook({ patientIds: ids }))
  await look(aLook({ patientIds: [...ids, 'pat-500'] }))
  expect((await rows()).map(row => JSON.parse(row.patient_ids).length)).toEqual([200, 200, 100, 1])
})

test('opening is an entry each time, but not for the same session within five minutes', async () => {
  const { look, rows } = aLog()
  const opening = (more: Partial<NewEntry> = {}) =>
    aLook({ action: 'patient.read', objectId: 'pat-1', patientIds: ['pat-1'], look: 'opening', ...more })
  await look(opening())
  await look(opening({ at: nine + 4 * minute }))
  await look(opening({ at: nine + 4 * minute, sessionId: 'ses-2' }))
  await look(opening({ at: nine + 5 * minute }))
  await look(opening({ at: nine + 9 * minute }), opening({ at: nine + 9 * minute, objectId: 'pat-9' }))
  expect((await rows()).map(row => [(row.at - nine) / minute, row.object_id])).toEqual([
    [0, 'pat-1'],
    [4, 'pat-1'],
    [5, 'pat-1'],
    [9, 'pat-9'],
  ])
})

test('an object that shows somebody more is opened anew', async () => {
  const { look, patients } = aLog()
  const opening = (...patientIds: string[]) =>
    aLook({ action: 'timeline.read', objectId: 'pat-1', patientIds, look: 'opening' })
  await look(opening('pat-1'), opening('pat-1', 'pat-2'), opening('pat-2', 'pat-1'))
  expect(await patients()).toEqual([['pat-1'], ['pat-1', 'pat-2']])
})

test('reading the log is one entry an hour, and one for each patient to whom it was narrowed', async () => {
  const { look, patients } = aLog()
  const reading = (more: Partial<NewEntry> = {}) =>
    aLook({ action: 'access_log.list', patientIds: [], look: 'hourly', ...more })
  await look(reading(), reading({ at: nine + minute }), reading({ at: nine + hour }))
  await look(reading({ at: nine + hour, patientIds: ['pat-1'] }), reading({ at: nine + hour, patientIds: ['pat-1'] }))
  expect(await patients()).toEqual([[], [], ['pat-1']])
})

test('a search that found nobody is an entry each time, and so is a question about nobody', async () => {
  const { look, patients } = aLog()
  const aboutNobody = () => aLook({ action: 'appointment.list', patientIds: [], look: 'opening' })
  await look(aboutNobody(), aboutNobody())
  await look(aLook({ action: 'patient.search', patientIds: [] }), aLook({ action: 'patient.search', patientIds: [] }))
  expect(await patients()).toHaveLength(4)
})

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'nobody hides a first look, and none is told twice: seed %i',
  async seed => {
    const { look, rows } = aLog()
    const number = randomOf(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(number() * all.length)] as T
    const ids = Array.from({ length: 12 }, (_, i) => `pat-${i}`)
    const looks: NewEntry[] = []
    for (let at = nine; looks.length < 150; at += pick([0, 10_000, minute, 20 * minute])) {
      const opens = pick([true, false])
      const objectId = pick(ids)
      looks.push(
        aLook({
          at,
          accountId: pick(['acc-a', 'acc-b', 'acc-c']),
          sessionId: pick(['ses-1', 'ses-2']),
          roles: pick([['receptionist'], ['doctor', 'owner']]),
          ...(opens
            ? { look: 'opening', action: 'patient.read', objectId, patientIds: [objectId] }
            : { action: pick(['appointment.board', 'queue.read']), patientIds: ids.filter(() => pick([true, false])) }),
        }),
      )
    }
    await look(...looks)
    const found = (await rows()).map(row => ({ ...row, patients: JSON.parse(row.patient_ids) as string[] }))
    const alike = (one: NewEntry) =>
      found.filter(
        row =>
          row.account_id === one.accountId &&
          row.action === one.action &&
          row.roles === JSON.stringify(one.roles) &&
          row.at <= one.at,
      )
    for (const one of looks.filter(({ patientIds }) => patientIds.length > 0)) {
      const told = JSON.stringify(one)
      if (one.look === 'opening') {
        const near = alike(one).filter(row => row.object_id === one.objectId && row.at > one.at - 5 * minute)
        expect(near.length, told).toBeGreaterThan(0)
        continue
      }
      const inHour = alike(one).filter(row => Math.floor(row.at / hour) === Math.floor(one.at / hour))
      for (const id of one.patientIds) {
        expect(
          inHour.filter(row => row.patients.includes(id)),
          `${id} of ${told}`,
        ).toHaveLength(1)
      }
    }
  },
)
