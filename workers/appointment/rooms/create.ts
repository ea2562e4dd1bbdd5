import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import type { CreateRoom, Room } from './contract.ts'
import { numberTaken, room } from './schema.ts'
import { roomById, toRoom } from './view.ts'

export async function createRoom(
  context: Context,
  input: CreateRoom,
): Promise<Result<Room, 'number_taken' | 'currency_mismatch'>> {
  const { db, clinicId, at, actor } = context
  if (input.price.currency !== actor.currency) return fail('currency_mismatch')
  const id = newId('room')
  try {
    const {
      row: [row],
    } = await batch(db, {
      room: db.insert(room).values({
        id,
        clinicId,
        number: input.number,
        type: input.type,
        priceAmount: input.price.amount,
        priceCurrency: input.price.currency,
        maintenance: input.status === 'maintenance',
        equipment: input.equipment ?? [],
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
      row: roomById(context, id),
      change: changeRow(context, 'room', id, 'room.created'),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a room was inserted but not returned')
    return ok(toRoom(row))
  } catch (error) {
    if (refusal(error) === numberTaken) return fail('number_taken')
    throw error
  }
}
