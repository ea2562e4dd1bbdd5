import { system } from '#shared/actor'
import type { OutboxEntry } from '#shared/database/outbox'
import { budgets, Unavailable, within } from '#shared/deadline'
import type { Answer } from '#shared/result'
import type { GatewayBindings } from '../../gateway.ts'

/** What the record Worker keeps a copy of, brought there by the outboxes of those who own it. What fails is tried again. */

/** The clinic's policy, whom a record asks for a reason. */
export async function copyAskingPolicy(
  env: Pick<GatewayBindings, 'RECORD'>,
  { id, clinicId, payload, createdAt }: OutboxEntry,
): Promise<void> {
  const actor = system(clinicId, Date.parse(createdAt), id)
  const askReason = payload.askReason === 'unrelated' ? 'unrelated' : 'never'
  await done(env.RECORD['restriction.follow_policy'](actor, { askReason, version: Number(payload.version) }))
}

/** Merges and splits: a restriction covers the whole person. */
export async function restrictionsFollow(
  env: Pick<GatewayBindings, 'RECORD'>,
  { id, clinicId, payload, createdAt }: OutboxEntry,
): Promise<void> {
  const actor = system(clinicId, Date.parse(createdAt), id)
  const ids = String(payload.ids ?? '').split(',')
  await done(env.RECORD['restriction.follow_links'](actor, ids))
}

async function done(asked: Answer<null>): Promise<void> {
  const result = await within(budgets.checkBeforeWrite, asked)
  if (!result.ok) throw new Unavailable()
}
