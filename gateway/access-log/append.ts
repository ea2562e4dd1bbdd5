import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'
import type { NewEntry } from './chain/entry.ts'
import { noticeAppend } from './log-health.ts'

/** Thrown where the access log did not take an entry: the request is then not answered. */
export class NotLogged extends Error {
  override name = 'NotLogged'
}

/**
 * Append entries to a clinic's log.
 *
 * @throws NotLogged where that fails or takes longer than 1.2 s.
 */
export async function append(
  env: Pick<GatewayBindings, 'ACCESS_LOG'>,
  clinicId: string,
  entries: NewEntry[],
): Promise<void> {
  const began = Date.now()
  const outcome = await settleWithin(budgets.logEntry, env.ACCESS_LOG.getByName(clinicId).append(clinicId, entries))
  const at = Date.now()
  const bytes = 'value' in outcome ? outcome.value.bytes : undefined
  noticeAppend(clinicId, { at, ms: at - began, bytes })
  if ('value' in outcome) return
  log('access_log.entry_lost', { clinicId, requestId: entries[0]?.requestId, ...thrown(outcome.error) })
  throw new NotLogged()
}

/** The entry of an actor's request. */
export function entryOf(actor: Actor, patientIds: string[], outcome: string): NewEntry {
  const { accountId, name, roles, guardianOf = [], requestId, asked, at } = actor
  return {
    at,
    requestId,
    accountId,
    accountName: name,
    roles,
    actsFor: guardianOf.filter(id => patientIds.includes(id)),
    action: asked?.action ?? '',
    objectId: asked?.objectId,
    patientIds,
    outcome,
  }
}
