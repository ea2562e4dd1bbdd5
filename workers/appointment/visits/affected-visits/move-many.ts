import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { change as changeTable, repeatRows, usedKey } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { refusalOf } from '../../booking-rules/refusal-of.ts'
import { firstSearchSpan } from '../../slots/next-free.ts'
import { changeSeen } from '../apply-change.ts'
import { askForAll } from '../change-questions.ts'
import { appointment } from '../schema.ts'
import { type VisitRow, visits } from '../view.ts'
import type { MovedMany, MoveMany } from './contract.ts'

type Move = MoveMany['moves'][number]
type MoveResult = MovedMany['items'][number]

/**
 * Move many visits, as after an absence. Each obeys the rules of a move by itself, and a refused one does not stop the others. A visit whose
 * new time was taken is tried again after the others have moved, so that visits may change places.
 *
 * A move that was done before is answered as `moved`, so that a repeated request ends as the first.
 *
 * @returns the outcome of each move; `appointment_not_found` where none of the ids is a visit of the clinic.
 */
export async function moveMany(
  context: Context<AppointmentEnv>,
  { moves }: MoveMany,
): Promise<Result<MovedMany, 'not_found' | 'appointment_not_found' | 'key_reused'>> {
  const { db, clinicId, actor, at } = context
  const usedBefore = await usedKey(context)
  if (usedBefore) return usedBefore.same ? movedBefore(context, usedBefore.objectId) : fail('key_reused')
  const seen = await seenOf(context, moves)
  if (seen.size === 0) return fail('appointment_not_found')
  const movesToMake = moves.filter(move => {
    const row = seen.get(move.id)
    return row && !isAlreadyMoved(row, move)
  })
  const staffIds = [...new Set(moves.flatMap(move => peopleOf(move, seen.get(move.id))))]
  const spans = movesToMake.map(({ startsAt }) => ({
    from: Date.parse(startsAt),
    to: Date.parse(startsAt) + firstSearchSpan,
  }))
  const patientIds = [...seen.values()].map(row => row.patientId)
  const ask = movesToMake.length > 0 ? await askForAll(context, { spans, staffIds, patientIds }) : undefined
  const results = new Map<string, MoveResult>()
  const one = async (move: Move): Promise<void> => {
    const row = seen.get(move.id)
    results.set(move.id, row ? await moveOne(row, move) : { id: move.id, outcome: 'refused', code: 'not_found' })
  }
  const moveOne = async (row: VisitRow, { version, startsAt, staffId }: Move): Promise<MoveResult> => {
    if (isAlreadyMoved(row, { startsAt, staffId })) return toMoved(row, 'moved')
    if (row.version !== version) return { ...toMoved(row, 'refused'), code: 'stale' }
    const change = { startsAt, staffId: staffId === row.staffId ? undefined : staffId }
    const outcome = await changeSeen(context, row, change, undefined, ask)
    return outcome.ok ? toMoved(outcome.value.row, 'moved') : { ...toMoved(row, 'refused'), ...refusalOf(outcome) }
  }
  for (const move of moves) await one(move)
  for (const move of moves) if (isTaken(results.get(move.id))) await one(move)
  const items = moves.flatMap(move => results.get(move.id) ?? [])
  const id = newId('change')
  await db.batch([
    db.insert(changeTable).values({
      id,
      clinicId,
      object: 'appointment',
      objectId: id,
      action: 'appointment.moved_many',
      accountId: actor.accountId,
      actorName: actor.name,
      requestId: actor.requestId,
      detail: { items },
      at,
    }),
    ...repeatRows(context, id),
  ])
  return ok({ items })
}

/** The answer to the first request, from the change row that keeps it. */
export async function movedBefore({ db, clinicId }: Context, id: string): Promise<Result<MovedMany, 'not_found'>> {
  const [row] = await db
    .select({ detail: changeTable.detail })
    .from(changeTable)
    .where(and(eq(changeTable.clinicId, clinicId), eq(changeTable.id, id)))
  // Written by moveMany alone.
  return row ? ok(row.detail as MovedMany) : fail('not_found')
}

async function seenOf(context: Context, moves: readonly Move[]): Promise<Map<string, VisitRow>> {
  const ids = JSON.stringify(moves.map(({ id }) => id))
  const rows = await visits(context).where(
    and(eq(appointment.clinicId, context.clinicId), sql`${appointment.id} IN (SELECT value FROM json_each(${ids}))`),
  )
  return new Map(rows.map(row => [row.id, row]))
}

const peopleOf = ({ staffId }: Move, row: VisitRow | undefined) =>
  [staffId, row?.staffId, ...(row?.assistantIds ?? [])].filter(id => typeof id === 'string')

const isAlreadyMoved = (row: VisitRow, { startsAt, staffId }: Pick<Move, 'startsAt' | 'staffId'>) =>
  row.startsAt === Date.parse(startsAt) && (staffId === undefined || row.staffId === staffId)

const isTaken = (result: MoveResult | undefined) =>
  result?.code === 'staff_busy' || result?.code === 'room_busy' || result?.code === 'patient_busy'

function toMoved(row: VisitRow, outcome: MoveResult['outcome']): MoveResult {
  const { id, patientId, version } = row
  return { id, outcome, startsAt: iso(row.startsAt), staffId: row.staffId ?? undefined, patientId, version }
}
