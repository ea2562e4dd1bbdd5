import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Room } from './contract.ts'
import { roomById, toRoom } from './view.ts'

export async function readRoom(context: Context, id: string): Promise<Result<Room, 'not_found'>> {
  const [row] = await roomById(context, id)
  return row ? ok(toRoom(row)) : fail('not_found')
}
