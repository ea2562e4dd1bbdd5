import { drizzle } from 'drizzle-orm/d1'
import { accessTopic } from '#shared/database/access-row'
import { type OutboxEntry, settle, takePending } from '#shared/database/outbox'
import { budgets, within } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import type { Role } from '#shared/permissions'
import type { GatewayBindings } from '../gateway.ts'
import type { NewEntry } from './entry.ts'

/** Effects that one round takes of a Worker, and rounds of one sweep: a sweep has a minute. */
const perRound = 1_000
const rounds = 20

/** Whose writes leave entries: a Worker, or identity. */
interface Source {
  pending(limit: number): Promise<OutboxEntry[]>
  settled(ids: string[]): Promise<unknown>
}

/** Identity's own outbox, asked like a Worker's. */
export function outboxOf({ IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>, at: number): Source {
  const db = drizzle(IDENTITY_DB)
  return { pending: limit => takePending(db, limit, at), settled: ids => settle(db, ids, at) }
}

/** What is done for an effect of another topic; it throws where that is to be tried again. */
type Effect = (entry: OutboxEntry) => Promise<void>

/**
 * Append the entries that writes have left, those that the gateway appended itself among them, and settle them. A clinic whose log does not
 * answer keeps its effects for later, and costs the others nothing.
 *
 * @param source what their rows are taken from.
 * @param effects by their topics, what else its writes leave to do.
 */
export async function settleAccess(
  env: Pick<GatewayBindings, 'ACCESS_LOG'>,
  source: Source,
  effects: Partial<Record<string, Effect>> = {},
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const due = await source.pending(perRound)
    const byClinic = Map.groupBy(
      due.filter(one => one.topic === accessTopic),
      one => one.clinicId,
    )
    const done = await Promise.all([...byClinic].map(([clinicId, effects]) => appendAll(env, clinicId, effects)))
    const settled = [...done.flat(), ...(await applyAll(due, effects))]
    if (settled.length > 0) await source.settled(settled)
    if (due.length < perRound) return
  }
}

/** @returns the ids of the effects that are done. */
async function applyAll(due: OutboxEntry[], effects: Partial<Record<string, Effect>>): Promise<string[]> {
  const settled: string[] = []
  for (const entry of due) {
    const effect = effects[entry.topic]
    if (!effect) continue
    try {
      await effect(entry)
      settled.push(entry.id)
    } catch (error) {
      log('outbox.failed', { clinicId: entry.clinicId, objectId: entry.id, count: entry.attempts, ...thrown(error) })
    }
  }
  return settled
}

/** @returns the ids of the effects that are done. */
async function appendAll(
  env: Pick<GatewayBindings, 'ACCESS_LOG'>,
  clinicId: string,
  effects: OutboxEntry[],
): Promise<string[]> {
  try {
    const appended = env.ACCESS_LOG.getByName(clinicId).append(clinicId, together(effects.map(toEntry)))
    await within(budgets.logRound, appended)
    return effects.map(one => one.id)
  } catch (error) {
    log('access_log.silent', { clinicId, count: effects.length, ...thrown(error) })
    return []
  }
}

/** What `accessRow` wrote. */
function toEntry({ payload, createdAt }: OutboxEntry): NewEntry {
  const words = (value: unknown) =>
    String(value ?? '')
      .split(' ')
      .filter(Boolean)
  const patientIds = words(payload.patientIds)
  return {
    at: Date.parse(createdAt),
    requestId: String(payload.requestId),
    accountId: String(payload.accountId),
    accountName: String(payload.accountName),
    roles: words(payload.roles) as Role[],
    actsFor: words(payload.guardianOf).filter(id => patientIds.includes(id)),
    action: String(payload.action),
    objectId: typeof payload.objectId === 'string' ? payload.objectId : undefined,
    patientIds,
    outcome: 'ok',
  }
}

/** A request that wrote in several batches is one entry with the patients of all. */
function together(entries: NewEntry[]): NewEntry[] {
  const found = new Map<string, NewEntry>()
  for (const entry of entries) {
    const key = `${entry.requestId} ${entry.action}`
    const first = found.get(key)
    const both = (name: 'patientIds' | 'actsFor') => [...new Set([...(first?.[name] ?? []), ...entry[name]])]
    found.set(key, { ...entry, patientIds: both('patientIds'), actsFor: both('actsFor') })
  }
  return [...found.values()]
}
