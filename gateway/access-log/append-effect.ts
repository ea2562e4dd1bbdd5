import type { OutboxEntry } from '#shared/database/outbox'
import { budgets, within } from '#shared/deadline'
import type { Effect } from '#shared/dispatch'
import type { Role } from '#shared/permissions'
import type { GatewayBindings } from '../gateway.ts'
import type { NewEntry } from './chain/entry.ts'

/** The entries that writes have left: a clinic's are appended in one call, and a clinic whose log is silent costs the others nothing. */
export function appendEntries(env: Pick<GatewayBindings, 'ACCESS_LOG'>): Effect {
  return {
    group: ({ clinicId }) => clinicId,
    whole: true,
    apply: async effects => {
      const clinicId = effects[0]?.clinicId ?? ''
      const appended = env.ACCESS_LOG.getByName(clinicId).append(clinicId, together(effects.map(toEntry)))
      await within(budgets.logRound, appended)
    },
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
    under: words(payload.under),
    reason: typeof payload.reason === 'string' ? payload.reason : undefined,
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
