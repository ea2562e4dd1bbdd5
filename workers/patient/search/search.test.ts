import { beforeAll, expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { RegisterPatient } from '../patients/contract.ts'

const clinic = aClinic({ currency: 'IDR', locale: 'id', timezone: 'Asia/Jakarta' })
const desk = clinic.as('receptionist')

const people: Record<string, Partial<RegisterPatient>> = {
  zoe: { name: { given: 'Zoë', family: 'Łukasiewicz' } },
  connell: { name: { given: 'Mary', family: "O'Connell" } },
  saad: { name: { text: 'Sa’ad al-Farsi' } },
  sukarno: { name: { given: 'Sukarno' } },
  muhammad: { name: { text: 'Muhammad Nur Hidayat Wijaya' } },
  smith: { name: { given: 'Jane Anne', family: 'Smith-Jones', preferred: 'Janie' } },
  wang: { name: { given: '小明', family: '王' } },
  both: { name: { given: 'David', family: '陈' } },
  arabic: { name: { text: 'أحمد بن عبد الله الفارسي' } },
  numbers: {
    name: { given: 'Tono' },
    phone: '+62 812-3456-7890',
    otherPhones: [{ number: '(021) 555 0101 ext 7', label: 'office' }],
    birthDate: '1984-12-31',
    nationalId: '3174055507840001',
    identifiers: [{ type: 'passport', value: 'C 12-34567' }],
  },
  partial: { name: { given: 'Yono' }, birthDate: '1950-07' },
}
const ids = new Map<string, string>()

beforeAll(async () => {
  for (const [key, more] of Object.entries(people)) {
    const made = must(await env.PATIENT['patient.register'](desk, { name: { given: key }, sex: 'unknown', ...more }))
    ids.set(made.id, key)
  }
})

async function find(q: string, who = desk) {
  return must(await env.PATIENT['patient.search'](who, { q })).items.map(({ id }) => ids.get(id))
}

test.each([
  ['accents do not matter', 'zoe lukasiewicz', 'zoe'],
  ['accents may be typed', 'ZOË', 'zoe'],
  ['order does not matter', 'lukasiewicz zoë', 'zoe'],
  ['the last word may be unfinished', 'zoe luka', 'zoe'],
  ['a letter too few', 'lukasiewcz', 'zoe'],
  ['a letter too many', 'lukasiiewicz', 'zoe'],
  ['another letter', 'lukasievicz zoe', 'zoe'],
  ['two letters swapped', 'zoe luksaiewicz', 'zoe'],
  ['with its apostrophe', "o'connell", 'connell'],
  ['with another apostrophe', 'O’Connell mary', 'connell'],
  ['without its apostrophe', 'oconnell', 'connell'],
  ['the part after it', 'mary connell', 'connell'],
  ['with a space for it', 'o connell', 'connell'],
  ['an apostrophe inside', 'saad', 'saad'],
  ['a hyphen left out', 'alfarsi', 'saad'],
  ['a hyphen typed', 'al-farsi', 'saad'],
  ['a mononym', 'sukarno', 'sukarno'],
  ['a mononym with a typo', 'sukarmo', 'sukarno'],
  ['two words of four', 'wijaya muhammad', 'muhammad'],
  ['three words of four in any order', 'hidayat muhammad wij', 'muhammad'],
  ['three words, one with a typo', 'hidayat muhamad wijaya', 'muhammad'],
  ['an initial', 'j smith', 'smith'],
  ['a preferred name', 'janie', 'smith'],
  ['half of a double name', 'jones jane', 'smith'],
  ['a Chinese name', '王小明', 'wang'],
  ['its given name', '小明', 'wang'],
  ['its family name', '王', 'wang'],
  ['with a space', '王 小明', 'wang'],
  ['in the other order', '小明王', 'wang'],
  ['a name in two scripts', '陈 david', 'both'],
  ['an Arabic name', 'احمد', 'arabic'],
  ['with and without its article', 'فارسي احمد', 'arabic'],
  ['the record number', '10', 'numbers'],
  ['with zeros', '000010', 'numbers'],
  ['the national number', '3174055507840001', 'numbers'],
  ['with spaces', '3174 0555 0784 0001', 'numbers'],
  ['its beginning', '31740555', 'numbers'],
  ['a passport in small letters', 'c1234567', 'numbers'],
  ['a telephone number as it was said', '+62 812-3456-7890', 'numbers'],
  ['without the country', '0812 3456 7890', 'numbers'],
  ['without the plus', '6281234567890', 'numbers'],
  ['without the zero', '81234567890', 'numbers'],
  ['its last digits', '567890', 'numbers'],
  ['another telephone number', '0215550101', 'numbers'],
  ['a birth date', '1984-12-31', 'numbers'],
  ['with slashes', '31/12/1984', 'numbers'],
  ['with spaces and two digits', '31 12 84', 'numbers'],
  ['with the month in front where it can be nothing else', '12/31/1984', 'numbers'],
  ['in words', '31 Des 1984', 'numbers'],
  ['a partial birth date', '1950-07', 'partial'],
])('%s: %s', async (_, q, who) => {
  expect(await find(q)).toContain(who)
})

test.each(['%', '_', 's%o', '"', "'", '\\', '🙂', '   ', '¯\\_(ツ)_/¯', '-', '+', '#', 'xyzzy', 'a'.repeat(200), '٪'])(
  '%j finds nobody and breaks nothing',
  async q => {
    if (q.trim() === '') return
    expect(await find(q)).toEqual([])
  },
)

test('two typos are another name', async () => {
  expect(await find('lukassievwicz')).toEqual([])
})

test('what is meant first comes first: the word, its beginning, a typo; the living before the dead', async () => {
  const there = aClinic()
  const nurse = there.as('nurse')
  const order = ['Marta', 'Martha', 'Marthe', 'Mart']
  for (const given of order) {
    must(await env.PATIENT['patient.register'](nurse, { name: { given, family: 'Dead' }, sex: 'female', deceased: {} }))
    must(await env.PATIENT['patient.register'](nurse, { name: { given, family: 'Living' }, sex: 'female' }))
  }
  const { items } = must(await env.PATIENT['patient.search'](nurse, { q: 'marth' }))
  expect(items.map(({ name }) => name.text)).toEqual([
    'Martha Living',
    'Marthe Living',
    'Martha Dead',
    'Marthe Dead',
    'Mart Living',
    'Marta Living',
    'Mart Dead',
    'Marta Dead',
  ])
  const exact = must(await env.PATIENT['patient.search'](nurse, { q: 'mart', limit: 3 })).items
  expect(exact.map(({ name }) => name.text)).toEqual(['Mart Living', 'Mart Dead', 'Marta Living'])
})

test('pages together are the whole answer, each patient once', async () => {
  const nurse = aClinic().as('nurse')
  const made = await Promise.all(
    times(30, i =>
      env.PATIENT['patient.register'](nurse, { name: { given: `Sari Saras`, family: `Sarah ${i}` }, sex: 'female' }),
    ),
  )
  for (const q of ['sar', 'sari', 'sarah sari', 'sary']) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = must(await env.PATIENT['patient.search'](nurse, { q, limit: 7, cursor }))
      expect(page.items.length).toBeLessThanOrEqual(7)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    if (q !== 'sary') expect(seen.sort()).toEqual(made.map(one => must(one).id).sort())
  }
})

test('only the own clinic is found', async () => {
  expect(await find('sukarno', aClinic().as('owner'))).toEqual([])
})

test('a patient may not search', async () => {
  expect(await env.PATIENT['patient.search'](clinic.as('patient'), { q: 'sukarno' })).toMatchObject({
    code: 'forbidden',
  })
})

test('identifiers in a list are masked', async () => {
  const { items } = must(await env.PATIENT['patient.search'](desk, { q: 'tono' }))
  expect(items[0]?.identifiers).toEqual([
    { type: 'passport', value: '******4567' },
    { type: 'nik', value: '************0001' },
  ])
  expect(JSON.stringify(items)).not.toContain('3174055507840001')
})

test.each([
  [{ text: 'Soekarno' }, 'sukarno'],
  [{ given: 'Sujono', family: 'Tjokroaminoto' }, 'soejono cokroaminoto'],
  [{ text: 'Moh. Achmad Contoh' }, 'Muhammad ahmad contoh'],
  [{ text: 'M. Contoh' }, 'mohammad contoh'],
  [{ text: 'Muhammad Contoh' }, 'moh contoh'],
  [{ text: 'Siti Aminah' }, 'Ny. Siti Aminah, S.Pd'],
  [{ text: 'dr. Siti Aminah, Sp.A' }, 'siti aminah'],
  [{ text: 'Abdul Djalil' }, 'abd yalil'],
  [{ text: 'Ahmad Soekarno' }, 'ahmad soek'],
])('%j is found by %s', async (name, q) => {
  const desk = aClinic().as('receptionist')
  const { id } = must(await env.PATIENT['patient.register'](desk, { name, sex: 'unknown' }))
  const found = async () => must(await env.PATIENT['patient.search'](desk, { q })).items.map(one => one.id)
  expect(await found()).toEqual([id])
})

test.each(['siti 31/12/1984', '31-12-1984 siti aminah', 'aminah, 31 Des 1984', 'siti aminah 1984', 'Siti 1984'])(
  'name and birth date together, %s, find the one of that name',
  async q => {
    const desk = aClinic({ currency: 'IDR', locale: 'id' }).as('receptionist')
    const person = { name: { text: 'Siti Aminah' }, sex: 'female' as const, birthDate: '1984-12-31' }
    const { id } = must(await env.PATIENT['patient.register'](desk, person))
    must(await env.PATIENT['patient.register'](desk, { ...person, birthDate: '1990-12-31' }))
    must(await env.PATIENT['patient.register'](desk, { ...person, name: { text: 'Budi' } }))
    expect(must(await env.PATIENT['patient.search'](desk, { q })).items.map(one => one.id)).toEqual([id])
  },
)

test('a telephone number copied with invisible characters and long dashes is that number', async () => {
  const desk = aClinic().as('receptionist')
  const phone = '\u202a+62\u00a0812–3456‑7890\u202c'
  const made = must(await env.PATIENT['patient.register'](desk, { name: { given: 'A' }, sex: 'male', phone }))
  for (const q of ['081234567890', phone]) {
    expect(must(await env.PATIENT['patient.search'](desk, { q })).items.map(({ id }) => id)).toEqual([made.id])
  }
})

test('who was registered before is found in the written form, and by the sweep in the other, too', async () => {
  const desk = aClinic().as('receptionist')
  const { id } = must(await env.PATIENT['patient.register'](desk, { name: { text: 'Soekarno Djojo' }, sex: 'male' }))
  const before = "patient_id = ? AND (term LIKE '%suk%' OR term LIKE '%yoyo%')"
  await env.PATIENT_DB.prepare(`DELETE FROM search_term WHERE ${before}`).bind(id).run()
  await env.PATIENT_DB.prepare('UPDATE patient SET search_form = 1 WHERE id = ?').bind(id).run()
  const found = async (q: string) => must(await env.PATIENT['patient.search'](desk, { q })).items.map(one => one.id)
  for (const q of ['soekarno', 'soekarno djojo', 'soekarn djojo']) expect(await found(q)).toEqual([id])
  expect(await found('sukarno')).toEqual([])
  await env.PATIENT.sweep(desk.at)
  for (const q of ['soekarno', 'soekarno djojo', 'sukarno', 'sukarno joyo']) expect(await found(q)).toEqual([id])
})
