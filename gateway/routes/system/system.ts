import { Hono } from 'hono'
import * as v from 'valibot'
import { budgets, settleWithin } from '#shared/deadline'
import { logsTrouble } from '../../access-log/log-health.ts'
import type { Gateway } from '../../gateway.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { publicKeys } from '../../identity/sessions/token.ts'
import { version } from '../../version.ts'

async function probe(call: () => Promise<unknown>): Promise<{ status: 'ok' | 'unavailable'; ms: number }> {
  const began = Date.now()
  const outcome = await settleWithin(budgets.probe, (async () => call())())
  return { status: 'value' in outcome ? 'ok' : 'unavailable', ms: Date.now() - began }
}

/** How far the demo is, in a state that has one: its table is in no migration, so nothing that is hosted ever has it. */
interface DemoRow {
  done: number
  total: number
  first: number
}

/** That identity's database is there and migrated, and what it knows of a demo. */
async function lookAt(identity: D1Database): Promise<DemoRow | undefined> {
  const { results } = await identity
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('account', 'demo')")
    .all<{ name: string }>()
  const names = results.map(({ name }) => name)
  if (!names.includes('account')) throw new Error('no such table: account')
  if (!names.includes('demo')) return undefined
  return (await identity.prepare('SELECT done, total, first FROM demo').first<DemoRow>()) ?? undefined
}

const Part = v.object({ status: v.picklist(['ok', 'unavailable']), ms: v.number() })
/**
 * `degraded` where a part did not answer in time, or the access logs of many clinics do not keep up or are half full. `accessLog` says so of any
 * clinic's, `accessLogs` of how many: one clinic's own load makes the system unwell for nobody else.
 */
const Health = v.object({
  status: v.picklist(['ok', 'degraded']),
  services: v.object({ gateway: Part, patient: Part, staff: Part, appointment: Part, record: Part }),
  accessLog: v.optional(v.picklist(['silent', 'slow', 'full'])),
  accessLogs: v.optional(v.number()),
  version: v.string(),
  demo: v.optional(v.picklist(['loading', 'ready'])),
  demoProgress: v.optional(v.object({ done: v.number(), total: v.number(), first: v.number() })),
})
const serviceNames = ['gateway', 'patient', 'staff', 'appointment', 'record'] as const
const About = v.object({
  name: v.string(),
  version: v.string(),
  services: v.array(v.picklist(serviceNames)),
  docs: v.string(),
})
/** A JSON Web Key Set of public keys (RFC 7517). */
const KeySet = v.object({
  keys: v.array(
    v.object({
      kty: v.string(),
      crv: v.optional(v.string()),
      x: v.optional(v.string()),
      kid: v.string(),
      alg: v.string(),
      use: v.literal('sig'),
    }),
  ),
})

function demoMembers({ done, total, first }: DemoRow) {
  if (done >= total) return { demo: 'ready' as const }
  return { demo: 'loading' as const, demoProgress: { done, total, first } }
}

export const system = new Hono<Gateway>()
  .get('/health', says(byRoute('system.health'), 'Whether every part answers', Health), async c => {
    const { env } = c
    let demo: DemoRow | undefined
    const [gateway, patient, staff, appointment, record] = await Promise.all([
      probe(async () => {
        demo = await lookAt(env.IDENTITY_DB)
      }),
      probe(() => env.PATIENT.health()),
      probe(() => env.STAFF.health()),
      probe(() => env.APPOINTMENT.health()),
      probe(() => env.RECORD.health()),
    ])
    const services = { gateway, patient, staff, appointment, record }
    const logs = logsTrouble(Date.now())
    const well = !logs?.widespread && Object.values(services).every(service => service.status === 'ok')
    const status = well ? ('ok' as const) : ('degraded' as const)
    return c.json({
      status,
      services,
      ...(logs ? { accessLog: logs.trouble, accessLogs: logs.clinics } : {}),
      version,
      ...(demo ? demoMembers(demo) : {}),
    })
  })
  .get('/api', says(byRoute('system.describe'), 'What this is', About), c =>
    c.json({ name: 'Smart Healthcare', version, services: [...serviceNames], docs: '/api/docs' }),
  )
  .get('/.well-known/jwks.json', says(byRoute('system.keys'), 'Public keys of the access tokens', KeySet), async c => {
    c.header('cache-control', 'public, max-age=300')
    return c.json({ keys: await publicKeys(c.env) })
  })
