import type { Actor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { decodeCursor, encodeCursor } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso } from '#shared/time'
import type { GatewayBindings } from '../gateway.ts'
import type { DaysQuery, FoundDays, PersonOfDay } from './chain/days.ts'
import type { AccessDay, ListAccessDays, ListPatientAccessDays, PatientAccessDay } from './contract.ts'
import { filtersOf, idsOf } from './queries.ts'

/** Lines after which a page begins no further day. */
const lines = 40

type Bindings = Pick<GatewayBindings, 'ACCESS_LOG' | 'PATIENT'>

/** The clinic's log by days and people, newest first: repeated looks of one person on one day are one line. */
export async function listAccessDays(
  env: Bindings,
  actor: Actor,
  input: ListAccessDays,
): Promise<Result<Page<AccessDay>, 'invalid_request'>> {
  const query = queryOf(actor, input, input.patientId ? [input.patientId] : [])
  if (!query) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  return ok(
    toPage(await env.ACCESS_LOG.getByName(actor.clinicId).days(query), one => toAccessPerson(one, input.patientId)),
  )
}

/** Who opened one patient's record, under any id of the person, by days; as `listPatientAccess` otherwise. */
export async function listPatientAccessDays(
  env: Bindings,
  actor: Actor,
  { patientId, list }: { patientId: string; list: ListPatientAccessDays },
): Promise<Result<Page<PatientAccessDay>, FailureCode>> {
  const person = await idsOf(env, actor, patientId)
  if (!person.ok) return person
  const query = queryOf(actor, list, person.value)
  if (!query) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  return ok(toPage(await env.ACCESS_LOG.getByName(actor.clinicId).days(query), toPerson))
}

/** Undefined for a cursor that is none of ours. */
function queryOf(
  actor: Actor,
  { cursor, ...input }: ListAccessDays | ListPatientAccessDays,
  patientIds: string[],
): DaysQuery | undefined {
  const { patientId: _, ...filters } = filtersOf(actor, input)
  const query = { ...filters, patientIds, timezone: actor.timezone, lines }
  if (cursor === undefined) return query
  const key = decodeCursor(cursor, ['number'])
  return key && { ...query, to: Math.min(key[0], filters.to ?? key[0]) }
}

function toPage<T>({ days, before }: FoundDays, view: (one: PersonOfDay) => T): Page<{ date: string; people: T[] }> {
  return {
    items: days.map(({ date, people }) => ({ date, people: people.map(view) })),
    nextCursor: before === undefined ? null : encodeCursor([before]),
  }
}

function toPerson(one: PersonOfDay): PatientAccessDay['people'][number] {
  return {
    by: { id: one.accountId, name: one.accountName },
    // What the log itself wrote.
    roles: JSON.parse(one.roles),
    ...(one.behalf ? { for: true as const } : {}),
    first: iso(one.first),
    last: iso(one.last),
    actions: one.actions.map(({ action, refused, times }) => ({
      action,
      ...(refused ? { refused: true as const } : {}),
      times,
    })),
    ...(one.withReason ? { withReason: true as const } : {}),
    ...(one.reasons.length > 0 ? { reasons: one.reasons } : {}),
  }
}

/** Where one patient was asked for, it is about that one. */
function toAccessPerson(one: PersonOfDay, patientId?: string): AccessDay['people'][number] {
  return { ...toPerson(one), patients: patientId ? { count: 1, ids: [patientId] } : one.patients }
}
