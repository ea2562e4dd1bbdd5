import { existsSync, readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

/** A spreadsheet of invented people that lies beside the project, where it does. */
const file = new URL('../../../shared/data/patients.csv', import.meta.url)

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

type Columns = Record<string, string>

/** The spreadsheet's columns as the import page maps them; empty cells stay empty text. */
function mapped(row: Columns) {
  return {
    oldRecordNumber: row.MRN,
    name: { given: row['Given names'], family: row['Family name'] },
    birthDate: row['Date of birth'],
    sex: row.Gender,
    phone: row.Phone,
    address: {
      line: [row.Street],
      city: row.City,
      state: row.State,
      postalCode: row['Postal code'],
      country: row.Country,
    },
    deceased: { date: row['Date of death'] },
    nationalId: row['National ID'],
    maritalStatus: row['Marital status'],
  }
}

test.skipIf(!existsSync(file))('a spreadsheet is taken in whole, and the second time everybody is known', async () => {
  const { data } = Papa.parse<Columns>(readFileSync(file, 'utf8').trim(), { header: true })
  const people = data.map(mapped)
  const desk = await app.aClinic().as('receptionist')
  const verdicts: string[][] = []
  for (const importId of ['imp-1', 'imp-2']) {
    const run: string[] = []
    for (let from = 0; from < people.length; from += 200) {
      const reply = await desk.ask('POST', '/api/patients/import', {
        importId,
        source: 'patients.csv',
        rows: people.slice(from, from + 200),
      })
      expect(reply.status).toBe(200)
      run.push(...reply.body.items.map((item: { verdict: string; fields?: unknown }) => item.verdict))
    }
    verdicts.push(run)
  }
  expect(verdicts[0]).toEqual(people.map(() => 'created'))
  expect(verdicts[1]).toEqual(people.map(() => 'known'))

  const last = people.at(-1)
  const { items } = (await desk.ask('GET', `/api/patients?q=${last?.oldRecordNumber}`)).body
  expect(items).toMatchObject([
    {
      name: { given: last?.name.given, family: last?.name.family },
      birthDate: last?.birthDate,
      recordNumber: String(people.length).padStart(6, '0'),
    },
  ])
  const dead = people.find(person => person.deceased.date !== '')
  const found = await desk.ask('GET', `/api/patients?q=${dead?.nationalId}`)
  expect(found.body.items[0].deceased).toEqual({ date: dead?.deceased.date })
})
