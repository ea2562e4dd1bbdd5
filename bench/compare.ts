import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '../gateway/identity/passwords/password.ts'
import { step } from '../scripts/local/progress.ts'
import { migrate, openState } from '../scripts/local/state.ts'
import { main } from '../scripts/local/trouble.ts'
import { clinic } from './seed/clinic.ts'
import { databaseFiles, fill, writer } from './seed/rows.ts'
import { seed } from './seed/seed.ts'
import { serveTimed } from './serve.ts'
import { tokensOf } from './tokens.ts'

/**
 * `npm run bench:compare`: whether the answers of the sign-in pages tell, by their time, which addresses are known. Known and unknown ones take turns in
 * random order, one request at a time, each from a network of its own. `TRIES` (200) of each; `PAGES` some of them by key.
 *
 * Prints the medians, and two distances between the distributions: Kolmogorov and Smirnov's, with what chance alone reaches in one of
 * twenty runs, and how often a known address took longer than an unknown one (50 % says nothing).
 */

const tries = Number(process.env.TRIES ?? 200)
const chosen = process.env.PAGES?.split(',')
/** So many that nobody's limit is met: five mails of a kind an hour, ten guesses in fifteen minutes. */
const known = Math.ceil(tries / 4)
const password = 'four words nobody joins'
const knownAddress = (i: number) => `known${i % known}@bench.example`

/** A page: what is sent for an address. */
interface Page {
  key: string
  name: string
  path: string
  body: (email: string) => object
}

async function writeAccounts(folder: string, now: number): Promise<void> {
  const password_hash = await hashPassword(password)
  const stamps = { version: 1, created_at: now, updated_at: now }
  fill(databaseFiles(folder).identity, db => {
    const [toAccount, toMembership, toCredential] = ['account', 'membership', 'credential'].map(one => writer(db, one))
    for (let i = 0; i < known; i++) {
      const account_id = `acc-k-${i}`
      toAccount?.({ id: account_id, email: knownAddress(i), name: 'Known', locale: 'en', confirmed_at: now, ...stamps })
      toCredential?.({ account_id, password_hash, changed_at: now, stands_alone: 1 })
      toMembership?.({ id: `mbr-k-${i}`, clinic_id: clinic.id, account_id, roles: '["nurse"]', ...stamps })
    }
  })
}

let networks = 0
const nextNetwork = () => `2001:db8:${(++networks >> 8).toString(16)}:${(networks & 255).toString(16)}::1`

async function ask(url: string, { path, body }: Page, email: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'cf-connecting-ip': nextNetwork() }
  const init = { method: 'POST', headers, body: JSON.stringify(body(email)) }
  const began = performance.now()
  const answer = await fetch(`${url}${path}`, init)
  await answer.arrayBuffer()
  const took = performance.now() - began
  if (![202, 401].includes(answer.status)) throw new Error(`${path} answered ${answer.status}`)
  return took
}

interface Distances {
  medianKnown: number
  medianUnknown: number
  /** The most by which the two cumulative distributions differ, and what chance reaches in one of twenty runs. */
  apart: number
  byChance: number
  /** How often a known address took longer, 0 to 1. */
  longer: number
}

function distances(one: number[], other: number[]): Distances {
  const sorted = (times: number[]) => [...times].sort((a, b) => a - b)
  const [a, b] = [sorted(one), sorted(other)]
  const below = (times: number[], limit: number) => times.filter(time => time <= limit).length / times.length
  const apart = Math.max(...[...a, ...b].map(limit => Math.abs(below(a, limit) - below(b, limit))))
  const longer = a.reduce((sum, time) => sum + b.filter(than => time > than).length, 0) / (a.length * b.length)
  const median = (times: number[]) => times[Math.floor(times.length / 2)] ?? 0
  const byChance = 1.358 * Math.sqrt((a.length + b.length) / (a.length * b.length))
  return { medianKnown: median(a), medianUnknown: median(b), apart, byChance, longer }
}

async function measure(url: string, page: Page, say: (now: string) => void): Promise<Distances> {
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let i = 0; i < 10; i++) await ask(url, page, `warm${i}@bench.example`)
  for (let i = 0; i < tries; i++) {
    say(`${page.name}, ${i}`)
    const order = Math.random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const side of order) {
      const email = side === 'known' ? knownAddress(i) : `${crypto.randomUUID()}@bench.example`
      took[side].push(await ask(url, page, email))
    }
  }
  return distances(took.known, took.unknown)
}

async function aCode(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/invitations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Somebody', roles: ['nurse'] }),
  })
  const { code } = (await answer.json()) as { code: string }
  return code
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(130))

await main(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smart-healthcare-alike-'))
  try {
    const state = openState(folder)
    await step('preparing the databases', async () => {
      await migrate(state)
      seed(folder, 100, Date.now())
      await writeAccounts(folder, Date.now())
    })
    const serving = await serveTimed(state)
    try {
      const code = await aCode(serving.url, await tokensOf(state)('owner'))
      const place = { name: 'A clinic', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' }
      const pages: Page[] = [
        { key: 'login', name: 'sign-in', path: '/api/auth/login', body: email => ({ email, password: 'not the one' }) },
        { key: 'forgot', name: 'forgotten password', path: '/api/auth/password/forgot', body: email => ({ email }) },
        {
          key: 'clinic',
          name: 'registration of a clinic',
          path: '/api/auth/register',
          body: email => ({ clinic: place, owner: { name: 'Somebody', email } }),
        },
        {
          key: 'patient',
          name: 'registration of a patient',
          path: '/api/public/klinik-b-1/register',
          body: email => ({ name: 'Somebody', email }),
        },
        {
          key: 'code',
          name: 'invitation by a printed code',
          path: '/api/auth/invitations/accept',
          body: email => ({ code, email }),
        },
      ]
      const rows: string[] = []
      for (const page of pages.filter(({ key }) => !chosen || chosen.includes(key))) {
        const found = await step(page.name, say => measure(serving.url, page, say))
        const { medianKnown, medianUnknown, apart, byChance, longer } = found
        const figures = [medianKnown.toFixed(1), medianUnknown.toFixed(1), apart.toFixed(3), byChance.toFixed(3)]
        rows.push(`| ${[page.name, ...figures, `${(longer * 100).toFixed(1)} %`].join(' | ')} |`)
      }
      process.stdout.write(
        `\n| ${tries} of each | known, median ms | unknown | apart | by chance | known longer |\n|---|--:|--:|--:|--:|--:|\n${rows.join('\n')}\n`,
      )
    } finally {
      await serving.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
