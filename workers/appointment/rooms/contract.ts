import * as v from 'valibot'
import { instant, money, page, paging, resource, text } from '#shared/input/text'
import { Price } from '../products/contract.ts'
import { BoardRow } from '../visits/contract.ts'

/** What others may know of rooms and of the room board. */

const room = {
  number: text(20),
  type: text(60),
  price: money,
  /** `occupied` follows check-in and check-out and cannot be set. */
  status: v.picklist(['available', 'maintenance']),
  equipment: v.pipe(v.array(text(120)), v.maxLength(50)),
}

export const CreateRoom = v.strictObject({
  ...room,
  status: v.optional(room.status),
  equipment: v.optional(room.equipment),
})
export type CreateRoom = v.InferOutput<typeof CreateRoom>

export const ChangeRoom = v.partial(v.strictObject(room))
export type ChangeRoom = v.InferOutput<typeof ChangeRoom>

export const Room = v.object({
  ...resource,
  number: v.string(),
  type: v.string(),
  price: Price,
  status: v.picklist(['available', 'occupied', 'maintenance']),
  equipment: v.array(v.string()),
})
export type Room = v.InferOutput<typeof Room>

export const RoomPage = page(Room)
export type RoomPage = v.InferOutput<typeof RoomPage>

/** By number, or with `updatedSince` by the time of the last change. */
export const ListRooms = v.strictObject({ ...paging })
export type ListRooms = v.InferOutput<typeof ListRooms>

/** `at` is an instant, now without it. */
export const ReadRoomBoard = v.strictObject({ at: v.optional(instant) })
export type ReadRoomBoard = v.InferOutput<typeof ReadRoomBoard>

export const RoomOnBoard = v.object({
  id: v.string(),
  number: v.string(),
  type: v.string(),
  status: v.picklist(['available', 'occupied', 'maintenance']),
  /** The visit in the room from check-in to finish: the one in progress, else the first in calling order that has arrived for it. */
  now: v.optional(BoardRow),
  /** The visit after that: the first that waits for the room, else the next visit of that local day. */
  next: v.optional(BoardRow),
  /** The other visits that have arrived for the room, in calling order, `next` among them; absent where there are none. */
  waiting: v.optional(v.array(BoardRow)),
  /** The start of the next visit or maintenance of that day, where the room is free. */
  freeUntil: v.optional(v.string()),
  /** Out of use at that instant, or later that day. */
  maintenance: v.optional(
    v.object({ startsAt: v.optional(v.string()), endsAt: v.optional(v.string()), reason: v.optional(v.string()) }),
  ),
})
export type RoomOnBoard = v.InferOutput<typeof RoomOnBoard>

export const RoomBoard = v.object({ at: v.string(), items: v.array(RoomOnBoard) })
export type RoomBoard = v.InferOutput<typeof RoomBoard>
