import { type Actor, withOpenRecords } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { decodeCursor, defaultLimit } from '#shared/input/cursor'
import { may } from '#shared/permissions'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { GatewayBindings } from '../gateway.ts'
import type { EntryRow } from './chain/entry.ts'
import type { AccessQuery } from './chain/sql.ts'
import type {
  AccessEntry,
  ExportAccess,
  ListAccess,
  ListPatientAccess,
  PatientAccess,
  Verdict,
  VerifyLog,
} from './contract.ts'
import { exportCsv } from './csv.ts'
import { verify } from './verify.ts'
import { toEntry, toEntryPage, toPatientAccess } from './view.ts'

type Bindings = Pick<GatewayBindings, 'ACCESS_LOG' | 'PATIENT'>

/** One page of the clinic's log, newest first. */
export async function listAccess(
  env: Bindings,
  actor: Actor,
  input: ListAccess,
): Promise<Result<Page<AccessEntry>, 'invalid_request'>> {
  const page = pageOf(input)
  if (!page) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const rows = await env.ACCESS_LOG.getByName(actor.clinicId).list({ ...filtersOf(actor, input), ...page })
  return ok(toEntryPage(rows, page.limit - 1, toEntry))
}

/** The same as CSV. */
export async function exportAccess(env: Bindings, actor: Actor, input: ExportAccess): Promise<Result<string>> {
  return ok(await exportCsv(env, actor, filtersOf(actor, input)))
}

/** Proof that nothing in a span of the clinic's log was changed, or its first broken entry. */
export async function verifyLog(
  env: Pick<GatewayBindings, 'ACCESS_LOG' | 'CHECKPOINTS' | 'LOG_SECRET'>,
  { clinicId }: Actor,
  input: VerifyLog,
): Promise<Result<Verdict>> {
  return ok(await verify(env, clinicId, input))
}

/**
 * Who opened one patient's record under any id of the person, newest first. The patient Worker says which those are, and whether the asker
 * may know of the patient at all.
 *
 * @returns a page, or `not_found`.
 */
export async function listPatientAccess(
  env: Bindings,
  actor: Actor,
  { patientId, list: input }: { patientId: string; list: ListPatientAccess },
): Promise<
  Result<Page<PatientAccess>, 'not_found' | 'invalid_request' | 'forbidden' | 'unavailable' | 'internal' | 'key_reused'>
> {
  const page = pageOf(input)
  if (!page) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const rowsOf = async (id: string) =>
    env.ACCESS_LOG.getByName(actor.clinicId).list({ ...filtersOf(actor, input), patientId: id, ...page })
  const [person, own] = await Promise.all([env.PATIENT['patient.linked'](actor, patientId), rowsOf(patientId)])
  if (!person.ok) return person
  const ids = ownAmong(actor, person.value.ids)
  if (!ids.includes(patientId)) return fail('not_found')
  const others = await Promise.all(ids.filter(id => id !== patientId).map(rowsOf))
  const rows = others.length > 0 ? newestOnce([own, ...others].flat()) : own
  return ok(toEntryPage(rows.slice(0, page.limit), page.limit - 1, row => toPatientAccess(row, ids)))
}

/** The ids under which the asker may see who opened a person's record, or `not_found`. */
export async function idsOf(
  env: Pick<Bindings, 'PATIENT'>,
  actor: Actor,
  patientId: string,
): Promise<Result<string[], FailureCode>> {
  const person = await env.PATIENT['patient.linked'](actor, patientId)
  if (!person.ok) return person
  const ids = ownAmong(actor, person.value.ids)
  return ids.includes(patientId) ? ok(ids) : fail('not_found')
}

/**
 * Of a person's ids those whose log the asker may read: an owner's all, anybody else's own where the record is open, whatever other roles the
 * account has. That staff may read the patient says nothing of the log.
 */
function ownAmong(actor: Actor, ids: string[]): string[] {
  const { patients } = withOpenRecords(actor)
  return ids.filter(id => may(actor.roles, 'patient.access_log') === 'all' || patients.includes(id))
}

/** An entry that names the person under two ids is one. */
function newestOnce(rows: EntryRow[]): EntryRow[] {
  const once = new Map(rows.map(row => [row.sequence, row]))
  return [...once.values()].sort((a, b) => b.at - a.at || b.sequence - a.sequence)
}

/** Instants of a question's plain dates are the clinic's midnights. Entries never change, so what is new since then came since then. */
export function filtersOf(
  { timezone }: Actor,
  { from, to, updatedSince, ...rest }: ExportAccess & { updatedSince?: string; limit?: number; cursor?: string },
): Omit<AccessQuery, 'limit'> {
  const begins = [from, updatedSince].filter(one => one !== undefined).map(one => toInstant(one, timezone))
  return {
    accountId: rest.accountId,
    patientId: rest.patientId,
    action: rest.action,
    outcome: rest.outcome,
    from: begins.length > 0 ? Math.max(...begins) : undefined,
    to: to === undefined ? undefined : toInstant(to, timezone),
  }
}

/** Where a page begins, and one entry more than it shows; undefined for a cursor that is none of ours. */
function pageOf({
  limit = defaultLimit,
  cursor,
}: {
  limit?: number
  cursor?: string
}): Pick<AccessQuery, 'limit' | 'after'> | undefined {
  if (cursor === undefined) return { limit: limit + 1 }
  const key = decodeCursor(cursor, ['number', 'number'])
  return key && { limit: limit + 1, after: { at: key[0], sequence: key[1] } }
}
