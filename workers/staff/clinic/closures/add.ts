import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { readSpan } from '../../hours/times-off.ts'
import type { AddClosure, Closure } from './contract.ts'
import { closure } from './schema.ts'
import { toClosure } from './view.ts'

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
