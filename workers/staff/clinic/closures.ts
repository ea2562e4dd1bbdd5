import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso } from '#shared/time'
import type { ListTimesOff } from '../contract.ts'
import { pageOf, readSpan } from '../hours/times-off.ts'
import { closure } from '../schema.ts'
import { toClosure } from '../view.ts'
import type { AddClosure, Closure } from './contract.ts'

/** The clinic's closures that touch `from`–`to`, in order of their start. */
export async function closures(
  context: Context,
  input: ListTimesOff,
): Promise<Result<Page<Closure>, 'invalid_request'>> {
  const { db, clinicId } = context
  const asked = pageOf(context, closure, input)
  if (!asked.ok) return asked
  const { where, limit } = asked.value
  const rows = await db
    .select()
    .from(closure)
    .where(and(eq(closure.clinicId, clinicId), where))
    .orderBy(closure.startsAt, closure.id)
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toClosure))
}

export async function getClosure({ db, clinicId }: Context, id: string): Promise<Result<Closure, 'not_found'>> {
  const [row] = await db
    .select()
    .from(closure)
    .where(and(eq(closure.clinicId, clinicId), eq(closure.id, id)))
  return row ? ok(toClosure(row)) : fail('not_found')
}

/** Close the clinic for a while: nobody has open hours then. Visits booked before stay, and are shown as outside the hours. */
export async function addClosure(context: Context, input: AddClosure): Promise<Result<Closure, 'invalid_request'>> {
  const { db, clinicId, at } = context
  const span = readSpan(context, input)
  if (!span.ok) return span
  const id = newId('closure')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(closure)
      .values({ id, clinicId, ...span.value, reason: input.reason, version: 1, createdAt: at, updatedAt: at })
      .returning(),
    change: changeRow(context, 'closure', id, 'closure.added'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a closure was inserted but not returned')
  return ok(toClosure(row))
}

/** Take a closure back. The change ledger keeps when and why it was. */
export async function removeClosure(
  context: Context,
  input: { id: string; version: number },
): Promise<Result<null, 'not_found' | 'stale'>> {
  const { db, clinicId } = context
  const mine = and(eq(closure.clinicId, clinicId), eq(closure.id, input.id))
  const [before] = await db.select().from(closure).where(mine)
  if (!before) return fail('not_found')
  const { startsAt, endsAt, reason } = before
  const { gone } = await batch(db, {
    gone: db
      .delete(closure)
      .where(and(mine, eq(closure.version, input.version)))
      .returning({ id: closure.id }),
    change: changeRow(context, 'closure', input.id, 'closure.removed', {
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      reason,
    }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
