import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { logObjectOf } from '../../../test/verbs/log-object.ts'
import type { NewEntry } from './entry.ts'

/** Eight hours of four screens and 120 patients, in the object that keeps the log: what they leave for good. */

const minute = 60_000
const eight = Date.UTC(2026, 4, 4, 8)
const patients = Array.from({ length: 120 }, (_, n) => `pat-${n}`)
const screens = ['desk', 'second-desk', 'doctor', 'nurse']
/** Booked, checked in, called, started, finished, checked out: each is told to all four screens, which ask for what they show again. */
const steps = 6

test('a day of four screens leaves fewer than 6,000 rows of each screen', async () => {
  const clinicId = `cln-${crypto.randomUUID()}`
  const log = env.ACCESS_LOG.getByName(clinicId)
  let requests = 0
  const entry = (screen: string, at: number, more: Partial<NewEntry>): NewEntry => ({
    at,
    requestId: `req-${++requests}`,
    accountId: `acc-${screen}`,
    accountName: screen,
    roles: ['receptionist'],
    actsFor: [],
    action: 'appointment.board',
    patientIds: patients,
    outcome: 'ok',
    look: 'list',
    sessionId: `ses-${screen}`,
    ...more,
  })
  for (const [n, patientId] of patients.entries()) {
    const arrives = n * 4 * minute
    const looks: NewEntry[] = []
    for (let step = 0; step < steps; step++) {
      const at = eight + Math.max(0, arrives + (step - 1) * 8 * minute)
      const here = patients.slice(Math.max(0, n - 8), n + 1)
      const by = screens[n % 4] ?? ''
      const opened: Partial<NewEntry> = {
        action: 'appointment.read',
        objectId: `apt-${n}`,
        patientIds: [patientId],
        look: 'opening',
      }
      const written = { action: 'appointment.check_in', patientIds: [patientId], look: undefined }
      const again = screens.flatMap(screen => [
        entry(screen, at, {}),
        entry(screen, at, { action: 'queue.read', patientIds: here }),
      ])
      looks.push(entry(by, at, opened), entry(by, at, written), ...again)
    }
    await log.append(clinicId, looks)
  }
  const { rows, named, bytes } = await runInDurableObject(logObjectOf(clinicId), (_, { storage: { sql } }) => ({
    rows: sql.exec<{ n: number }>('SELECT count(*) AS n FROM entry').one().n,
    named: sql.exec<{ n: number }>('SELECT count(*) AS n FROM entry_patient').one().n,
    bytes: sql.databaseSize,
  }))
  console.log(
    `a day of four screens: ${requests} requests, ${rows} entries that name ${named} patients, ${bytes} bytes`,
  )
  expect((rows + named) / screens.length).toBeLessThan(6_000)
  // Each screen saw every patient, in the log by hand: nothing was left out that somebody saw.
  expect(named).toBeGreaterThan(patients.length * screens.length)
}, 120_000)
