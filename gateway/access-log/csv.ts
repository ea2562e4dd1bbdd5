import type { Actor } from '#shared/actor'
import { csvCell } from '#shared/csv'
import type { GatewayBindings } from '../gateway.ts'
import type { AccessQuery } from './chain/sql.ts'
import type { AccessEntry } from './contract.ts'
import { toEntry } from './view.ts'

/** Entries that one export holds at most: who wants more, narrows the time. */
export const longest = 50_000
/** Entries asked for at once. */
const perAsk = 2_000

const columns = [
  'sequence',
  'at',
  'account',
  'name',
  'roles',
  'for',
  'action',
  'object',
  'patients',
  'outcome',
  'request',
  'times',
  'unnamed',
  'under',
  'reason',
]

/**
 * The entries of a question as CSV (RFC 4180), newest first. Where there are more than `most`, a last line says so.
 *
 * An apostrophe stands before what a spreadsheet would take for a formula: see `escapeCell`.
 */
export async function exportCsv(
  env: Pick<GatewayBindings, 'ACCESS_LOG'>,
  actor: Actor,
  filters: Omit<AccessQuery, 'limit'>,
  most = longest,
): Promise<string> {
  const log = env.ACCESS_LOG.getByName(actor.clinicId)
  const lines = [columns.join(',')]
  let after: { at: number; sequence: number } | undefined
  for (let left = most; ; ) {
    const rows = await log.list({ ...filters, after, limit: Math.min(perAsk, left) + 1 })
    const shown = rows.slice(0, Math.min(perAsk, left))
    for (const row of shown) lines.push(cells(toEntry(row)).map(csvCell).join(','))
    left -= shown.length
    const last = shown.at(-1)
    if (!last || rows.length === shown.length) break
    if (left === 0) {
      lines.push(csvCell(`Only the newest ${most} entries are here: export a shorter time to get the others.`))
      break
    }
    after = { at: last.at, sequence: last.sequence }
  }
  return `${lines.join('\r\n')}\r\n`
}

function cells(entry: AccessEntry): string[] {
  return [
    String(entry.sequence),
    entry.at,
    entry.account.id,
    entry.account.name,
    entry.roles.join(' '),
    (entry.for ?? []).join(' '),
    entry.action,
    entry.object ?? '',
    entry.patientIds.join(' '),
    entry.outcome,
    entry.requestId,
    String(entry.times ?? 1),
    String(entry.unnamed ?? 0),
    (entry.under ?? []).join(' '),
    entry.reason ?? '',
  ]
}
