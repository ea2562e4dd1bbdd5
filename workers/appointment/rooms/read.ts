import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Room } from './contract.ts'
import { one, toRoom } from './view.ts'

export async function getRoom(context: Context, id: string): Promise<Result<Room, 'not_found'>> {
  const [row] = await one(context, id)
  return row ? ok(toRoom(row)) : fail('not_found')
}
