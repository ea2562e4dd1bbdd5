import { generateKeyPairSync } from 'node:crypto'
import { createTestHarness } from 'wrangler'
import { type AccessClaims, signAccessToken } from '../../gateway/identity/sessions/token.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import { type Database, databaseOf, tables } from './databases.ts'

/**
 * The whole system for the tests: the five Workers with their real databases. Tokens are minted with the harness's own key, so only
 * the tests of identity sign in. Fresh clinics and people instead of clean-up.
 */

const { privateKey } = generateKeyPairSync('ed25519')
const signingKeys = JSON.stringify([{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'EdDSA' }])
export const keys = {
  SIGNING_KEYS: signingKeys,
  ISSUER: 'smart-healthcare' as const,
  REFRESH_SECRET: 'a secret of the tests, long enough',
  LOG_SECRET: 'the secret of the chains of the tests',
  PURPOSE_KEYS: '{}',
}

const { ISSUER: _, ...secrets } = keys

const workers = [
  { name: 'gateway', configPath: 'wrangler.toml', database: 'IDENTITY_DB' },
  { name: 'patient', configPath: 'workers/patient/wrangler.toml', database: 'PATIENT_DB' },
  { name: 'staff', configPath: 'workers/staff/wrangler.toml', database: 'STAFF_DB' },
  { name: 'appointment', configPath: 'workers/appointment/wrangler.toml', database: 'APPOINTMENT_DB' },
  { name: 'record', configPath: 'workers/record/wrangler.toml', database: 'RECORD_DB' },
]

/** Tests ask faster than people, and all from one place, and hash hundreds of passwords. */
const withoutLimits = {
  SCRYPT_N: '1024',
  REQUESTS_PER_ACCOUNT: '1000000',
  REQUESTS_PER_CLINIC: '1000000',
  REFUSALS_PER_ACCOUNT: '1000000',
  REQUESTS_PER_ADDRESS: '1000000',
}

export interface Person {
  token: string
  claims: AccessClaims
  /** Ask the API as this person. A body makes it JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
}

export interface Reply {
  status: number
  headers: Headers
  // Tests look at what a client would see, without the types that made it.
  body: ReturnType<typeof JSON.parse>
}

export interface ClinicOptions {
  /** A clinic that is already there; a fresh one where absent. */
  clinicId?: string
  timezone?: string
  country?: string
  currency?: string
  locale?: string
}

interface AppOptions {
  extra?: { configPath: string }[]
  overrides?: Record<string, Record<string, string>>
  /** Of the gateway, instead of those of the tests. */
  secrets?: Partial<typeof secrets>
  /** Of the gateway, instead of those in its wrangler.toml. */
  vars?: Record<string, string>
}

let shared: ReturnType<typeof startWorld> | undefined

/**
 * The app of the files that change nothing about it, started once for all that one process runs; it ends with that process. With
 * options an app of the file's own, which the file closes.
 */
export async function startApp(options?: AppOptions) {
  if (options) return startWorld(options)
  shared ??= startWorld({})
  return { ...(await shared), close: async () => undefined }
}

async function startWorld(options: AppOptions) {
  // Outside of vitest, too: see scripts/local/processes.ts.
  process.env.X_LOCAL_OBSERVABILITY = 'false'
  process.env.STATE_PREPARED = '1'
  const harness = createTestHarness({
    workers: [
      ...workers.map(({ name, configPath }) => ({
        configPath,
        ...(name === 'gateway'
          ? { secrets: { ...secrets, ...options.secrets }, vars: { ...withoutLimits, ...options.vars } }
          : {}),
        ...(options.overrides?.[name] ? { bindingOverrides: options.overrides[name] } : {}),
      })),
      tables,
      ...(options.extra ?? []),
    ],
  })
  const { url } = await harness.listen()
  await Promise.all(workers.map(({ name, database }) => harness.getWorker(name).applyD1Migrations(database)))

  async function send(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> },
    clinicId?: string,
  ): Promise<Reply> {
    const headers = { ...init.headers, ...sent }
    const response = await fetch(new URL(path, url), { method, body: init.body, headers, redirect: 'manual' })
    const text = await response.text()
    for (const [clinic, canary] of canaries) {
      if (clinicId && clinic !== clinicId && text.includes(canary)) {
        throw new Error(`${method} ${path} shows another clinic's data to a member of ${clinicId}`)
      }
    }
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text }
  }

  /** What stands in the free text of a clinic, by its id. Whatever a member of another one is answered, in any test, is searched for it. */
  const canaries = new Map<string, string>()

  /** Headers of every request, and members of every actor that a test makes by hand: by these a mutant is woken. */
  const sent: Record<string, string> = {}
  const carried: Record<string, string> = {}

  /** Whoever asks with this token. */
  function bearing(token: string, claims: AccessClaims): Person {
    // An address of its own, so that what is counted per address is not counted over all tests.
    const address = `10.${Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.')}`
    return {
      token,
      claims,
      ask: (method, path, body, headers = {}) =>
        send(
          method,
          path,
          {
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            headers: {
              authorization: `Bearer ${token}`,
              'cf-connecting-ip': address,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
          },
          claims.clinicId,
        ),
    }
  }

  function aClinic({
    clinicId = `cln-${crypto.randomUUID()}`,
    timezone = 'America/New_York',
    currency = 'USD',
    country = currency === 'IDR' ? 'ID' : 'US',
    locale = 'en',
  }: ClinicOptions = {}) {
    async function as(roles: Role | Role[], more: Partial<AccessClaims> = {}): Promise<Person> {
      const claims: AccessClaims = {
        sub: `acc-${crypto.randomUUID()}`,
        sid: `ses-${crypto.randomUUID()}`,
        name: `A ${[roles].flat().join(' and ')}`,
        clinicId,
        timezone,
        // A clinic that names its currency alone is where people pay with it.
        country,
        currency,
        locale,
        roles: [roles].flat(),
        patients: [],
        mv: 1,
        ...more,
      }
      const identity = database('gateway')
      await identity.batch(rowsOf(claims).map(identity.prepare))
      return bearing(await signAccessToken(keys, claims, Date.now()), claims)
    }
    return { clinicId, as }
  }

  /** A Worker's database, for what no route can tell or do. */
  function database(worker: string): Database {
    const found = workers.find(({ name }) => name === worker)
    if (!found) throw new Error(`no Worker ${worker}`)
    return databaseOf(harness, found.database)
  }

  /** Those of these Workers, of all where none is named. */
  const databases = (names: readonly string[] = workers.map(({ name }) => name)) => names.map(database)

  return {
    harness,
    url,
    canaries,
    sent,
    carried,
    database,
    databases,
    send,
    bearing,
    aClinic,
    close: () => harness.close(),
  }
}

/** What identity holds of someone who has just signed in, statement by statement, for one trip: hundreds of people sign in to a test. */
function rowsOf({
  sub,
  sid,
  name,
  clinicId,
  timezone,
  country,
  currency,
  locale,
  roles,
  staffId,
  patients,
  mv,
}: AccessClaims) {
  const now = Date.now()
  const text = (value: string | undefined) => (value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`)
  const membershipId = `mbr-${crypto.randomUUID()}`
  return [
    `INSERT OR IGNORE INTO clinic (id, name, timezone, country, currency, locale, status, created_at, updated_at) VALUES (${text(clinicId)}, 'A clinic', ${text(timezone)}, ${text(country || 'US')}, ${text(currency)}, ${text(locale === 'id' ? 'id' : 'en')}, 'active', 0, 0)`,
    `INSERT OR IGNORE INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) VALUES (${text(sub)}, '${crypto.randomUUID()}@example.test', ${text(name)}, 'en', 0, 0, 0)`,
    `INSERT OR IGNORE INTO membership (id, clinic_id, account_id, roles, staff_id, version, created_at, updated_at) VALUES ('${membershipId}', ${text(clinicId)}, ${text(sub)}, ${text(JSON.stringify(roles))}, ${text(staffId)}, ${mv}, ${now}, 0)`,
    ...patients.map(
      one =>
        `INSERT OR IGNORE INTO stands_for (clinic_id, membership_id, patient_id, relation, created_at) SELECT clinic_id, id, ${text(one)}, 'self', 0 FROM membership WHERE id = '${membershipId}'`,
    ),
    `INSERT INTO session (id, account_id, clinic_id, token_hash, rotated_at, device, created_at, expires_at, stepped_up_at) VALUES (${text(sid)}, ${text(sub)}, ${text(clinicId)}, ${text(sid)}, ${now}, 'a test', ${now}, ${now + 43_200_000}, ${now})`,
  ]
}

export type App = Awaited<ReturnType<typeof startApp>>
