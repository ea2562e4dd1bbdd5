import { generateKeyPairSync } from 'node:crypto'
import { createTestHarness } from 'wrangler'
import { type AccessClaims, signAccessToken } from '../gateway/auth/token.ts'
import type { Role } from '../workers/shared/permissions.ts'

/**
 * The whole system for one test file: the five Workers with their real databases. Tokens are minted with the harness's own key, so only
 * the tests of identity sign in. Fresh clinics and people instead of clean-up.
 */

const { privateKey } = generateKeyPairSync('ed25519')
const signingKeys = JSON.stringify([{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'EdDSA' }])
export const keys = {
  SIGNING_KEYS: signingKeys,
  ISSUER: 'smart-healthcare' as const,
  REFRESH_SECRET: 'a secret of the tests, long enough',
}

const workers = [
  { name: 'gateway', configPath: 'wrangler.toml', database: 'IDENTITY_DB' },
  { name: 'patient', configPath: 'workers/patient/wrangler.toml', database: 'PATIENT_DB' },
  { name: 'staff', configPath: 'workers/staff/wrangler.toml', database: 'STAFF_DB' },
  { name: 'appointment', configPath: 'workers/appointment/wrangler.toml', database: 'APPOINTMENT_DB' },
  { name: 'record', configPath: 'workers/record/wrangler.toml', database: 'RECORD_DB' },
]

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
  currency?: string
  locale?: string
}

export async function openWorld(
  options: { extra?: { configPath: string }[]; overrides?: Record<string, Record<string, string>> } = {},
) {
  const harness = createTestHarness({
    workers: [
      ...workers.map(({ name, configPath }) => ({
        configPath,
        ...(name === 'gateway' ? { secrets: { SIGNING_KEYS: signingKeys, REFRESH_SECRET: keys.REFRESH_SECRET } } : {}),
        ...(options.overrides?.[name] ? { bindingOverrides: options.overrides[name] } : {}),
      })),
      ...(options.extra ?? []),
    ],
  })
  const { url } = await harness.listen()
  await Promise.all(workers.map(({ name, database }) => harness.getWorker(name).applyD1Migrations(database)))

  async function send(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> },
  ): Promise<Reply> {
    const response = await fetch(new URL(path, url), { method, ...init, redirect: 'manual' })
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text }
  }

  function aClinic({
    clinicId = `cln-${crypto.randomUUID()}`,
    timezone = 'America/New_York',
    currency = 'USD',
    locale = 'en',
  }: ClinicOptions = {}) {
    async function as(roles: Role | Role[], more: Partial<AccessClaims> = {}): Promise<Person> {
      const claims: AccessClaims = {
        sub: `acc-${crypto.randomUUID()}`,
        sid: `ses-${crypto.randomUUID()}`,
        name: `A ${[roles].flat().join(' and ')}`,
        clinicId,
        timezone,
        currency,
        locale,
        roles: [roles].flat(),
        patients: [],
        ...more,
      }
      const token = await signAccessToken(keys, claims, Date.now())
      return {
        token,
        claims,
        ask: (method, path, body, headers = {}) =>
          send(method, path, {
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            headers: {
              authorization: `Bearer ${token}`,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
          }),
      }
    }
    return { clinicId, as }
  }

  return { harness, url, send, aClinic, close: () => harness.close() }
}

export type World = Awaited<ReturnType<typeof openWorld>>
