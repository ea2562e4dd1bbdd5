import { drizzle } from 'drizzle-orm/d1'
import { beforeAll, expect, test } from 'vitest'
import { counting, countingContext } from '../../../test/verbs/counting.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import { cards } from '../patients/cards.ts'
import { hasUnknownContacts } from '../patients/unknown-contacts.ts'
import { list } from './list.ts'
import { search } from './search.ts'

/** Few names for many people: the hard case, in which every list is long. */
const given = 'Siti Sari Dewi Budi Agus Putri Nur Muhammad Ahmad Rina Rini Andi Adi Ana Ani Sara Sarah Sinta'.split(' ')
const family = 'Wijaya Santoso Sari Putra Putri Hidayat Nugroho'.split(' ')
const clinic = aClinic({ currency: 'IDR', locale: 'id' })
const desk = clinic.as('receptionist')

beforeAll(async () => {
  for (const batch of times(15, i => i)) {
    const rows = times(200, i => {
      const n = batch * 200 + i
      return {
        name: { given: `${given[n % 18]} ${given[(n * 7) % 17]}`, family: family[n % 7] },
        sex: 'unknown',
        birthDate: `19${50 + (n % 10)}-01-01`,
        phone: `+62 812 ${1_000_000 + n}`,
        oldRecordNumber: `A-${n}`,
        ...(n % 5 === 0 ? { deceased: {} } : {}),
      }
    })
    must(await env.PATIENT['patient.import'](desk, { importId: 'imp-rows', source: 'rows', rows }))
  }
}, 120_000)

test.each([
  's',
  'sa',
  'sari',
  'sarj',
  'sari w',
  'sari wijaya',
  'sary wijaya',
  'siti sari wijaya',
  'muhamad nur hidayat',
  'ana',
  'moh',
  'mochamad santoso',
  'wij',
  'siti moh wijaya',
  'sari 1951',
  'sari 1/1/1951',
  '1000',
  '08121',
  '1950-01-01',
  '1950',
  'A-1',
])('%s reads at most 2,000 rows of the 3,000 patients with few names', async q => {
  for (const limit of [20, 100]) {
    let cursor: string | undefined
    for (let page = 0; page < 3; page++) {
      const { database, read } = counting(env.PATIENT_DB)
      const context = {
        env: {},
        actor: desk,
        clinicId: clinic.clinicId,
        at: desk.at,
        reach: 'all' as const,
        db: drizzle(database),
      }
      const found = must(await search(context, { q, limit, cursor }))
      expect(read.rows).toBeLessThanOrEqual(2_000)
      cursor = found.nextCursor ?? undefined
      if (!cursor) break
    }
  }
})

test('cards and contacts are read by their ids, not out of the whole clinic', async () => {
  const { items } = must(await list(countingContext(env.PATIENT_DB, desk).context, { limit: 10 }))
  const { context, counted } = countingContext(env.PATIENT_DB, desk)
  expect(
    must(
      await cards(
        context,
        items.map(({ id }) => id),
      ),
    ),
  ).toHaveLength(10)
  const named = items.map(({ id }) => ({
    name: 'A',
    relation: 'friend',
    emergency: true,
    guardian: false,
    patientId: id,
  }))
  expect(await hasUnknownContacts(context, named)).toBe(false)
  expect(counted.rows).toBeLessThan(100)
})
