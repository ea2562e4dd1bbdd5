import * as v from 'valibot'
import { flagText, id, money, page, paging, resource, text, whole } from '#shared/input/text'

/** What others may know of visit types, rooms and the price list. */

const Price = v.object({ amount: v.number(), currency: v.string() })

const visitType = {
  name: text(120),
  /** Whole minutes. */
  minutes: whole(5, 480),
  bufferBefore: whole(0, 60),
  bufferAfter: whole(0, 60),
  productId: id,
  selfBookable: v.boolean(),
  active: v.boolean(),
}

export const CreateVisitType = v.strictObject({
  name: visitType.name,
  minutes: visitType.minutes,
  bufferBefore: v.optional(visitType.bufferBefore),
  bufferAfter: v.optional(visitType.bufferAfter),
  productId: v.optional(id),
  selfBookable: v.optional(v.boolean()),
  active: v.optional(v.boolean()),
})
export type CreateVisitType = v.InferOutput<typeof CreateVisitType>

export const ChangeVisitType = v.partial(v.strictObject({ ...visitType, productId: v.nullable(id) }))
export type ChangeVisitType = v.InferOutput<typeof ChangeVisitType>

export const VisitType = v.object({
  ...resource,
  name: v.string(),
  minutes: v.number(),
  bufferBefore: v.number(),
  bufferAfter: v.number(),
  productId: v.optional(v.string()),
  selfBookable: v.boolean(),
  active: v.boolean(),
})
export type VisitType = v.InferOutput<typeof VisitType>
export const VisitTypePage = page(VisitType)
export type VisitTypePage = v.InferOutput<typeof VisitTypePage>

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

export const productKinds = ['service', 'medicine', 'supply', 'room'] as const

const product = {
  name: text(200),
  code: text(40),
  kind: v.picklist(productKinds),
  price: money,
  /** Percent, with at most two decimals: 11 is 11 %. */
  taxRate: v.pipe(
    v.number(),
    v.minValue(0),
    v.maxValue(100),
    v.check(rate => Math.abs(rate * 100 - Math.round(rate * 100)) < 1e-6, 'two_decimals'),
  ),
  active: v.boolean(),
}

export const CreateProduct = v.strictObject({
  ...product,
  code: v.optional(product.code),
  taxRate: v.optional(product.taxRate),
  active: v.optional(product.active),
})
export type CreateProduct = v.InferOutput<typeof CreateProduct>

export const ChangeProduct = v.partial(
  v.strictObject({ ...product, code: v.nullable(product.code), taxRate: v.nullable(product.taxRate) }),
)
export type ChangeProduct = v.InferOutput<typeof ChangeProduct>

export const Product = v.object({
  ...resource,
  name: v.string(),
  code: v.optional(v.string()),
  kind: v.picklist(productKinds),
  price: Price,
  taxRate: v.optional(v.number()),
  active: v.boolean(),
})
export type Product = v.InferOutput<typeof Product>
export const ProductPage = page(Product)
export type ProductPage = v.InferOutput<typeof ProductPage>

/** Lists of the desk: by name or number, or with `updatedSince` by the time of the last change. */
export const ListDesk = v.strictObject({ ...paging, active: v.optional(flagText) })
export type ListDesk = v.InferOutput<typeof ListDesk>
export const ListRooms = v.strictObject({ ...paging })
export type ListRooms = v.InferOutput<typeof ListRooms>

/** A change of one thing: which, and the version that was seen. */
export type Changing<Input> = { id: string; version: number; change: Input }
