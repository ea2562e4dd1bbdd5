import { Hono } from 'hono'
import * as v from 'valibot'
import { budgets, settleWithin } from '#shared/deadline'
import type { Gateway } from '../../gateway.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { publicKeys } from '../../identity/sessions/token.ts'

async function probe(call: () => Promise<unknown>): Promise<{ status: 'ok' | 'unavailable'; ms: number }> {
  const began = Date.now()
  const outcome = await settleWithin(budgets.probe, (async () => call())())
  return { status: 'value' in outcome ? 'ok' : 'unavailable', ms: Date.now() - began }
}

const Part = v.object({ status: v.picklist(['ok', 'unavailable']), ms: v.number() })
/** `degraded` where a part did not answer in time. */
const Health = v.object({
  status: v.picklist(['ok', 'degraded']),
  services: v.object({ gateway: Part, patient: Part, staff: Part, appointment: Part, record: Part }),
  version: v.string(),
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

export const system = new Hono<Gateway>()
  .get('/health', says(byRoute('system.health'), 'Whether every part answers', Health), async c => {
    const { env } = c
    const [gateway, patient, staff, appointment, record] = await Promise.all([
      probe(() => env.IDENTITY_DB.prepare('SELECT 1').first()),
      probe(() => env.PATIENT.health()),
      probe(() => env.STAFF.health()),
      probe(() => env.APPOINTMENT.health()),
      probe(() => env.RECORD.health()),
    ])
    const services = { gateway, patient, staff, appointment, record }
    const well = Object.values(services).every(service => service.status === 'ok')
    return c.json({ status: well ? ('ok' as const) : ('degraded' as const), services, version: '0.1.0' })
  })
  .get('/.well-known/jwks.json', says(byRoute('system.keys'), 'Public keys of the access tokens', KeySet), async c => {
    c.header('cache-control', 'public, max-age=300')
    return c.json({ keys: await publicKeys(c.env) })
  })
