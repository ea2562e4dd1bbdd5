import { Hono } from 'hono'
import {
  ChangeProduct,
  CreateProduct,
  ListProducts,
  Product,
  ProductPage,
} from '../../../workers/appointment/products/contract.ts'
import {
  ChangeRoom,
  CreateRoom,
  ListRooms,
  ReadRoomBoard,
  Room,
  RoomBoard,
  RoomPage,
} from '../../../workers/appointment/rooms/contract.ts'
import {
  AddMaintenance,
  ListMaintenance,
  Maintenance,
  MaintenancePage,
} from '../../../workers/appointment/rooms/maintenance/contract.ts'
import { FindSlots, Slots } from '../../../workers/appointment/slots/contract.ts'
import { Hold, HoldSlot } from '../../../workers/appointment/slots/holds/contract.ts'
import { ReadStatistics, Statistics } from '../../../workers/appointment/statistics/contract.ts'
import {
  ChangeVisitType,
  CreateVisitType,
  ListVisitTypes,
  VisitType,
  VisitTypePage,
} from '../../../workers/appointment/visit-types/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { appointment } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'

/** Visit types, free times, rooms and the price list. */
export const desk = new Hono<Gateway>()
  .get('/slots', says(appointment('slot.read'), 'Find free times', Slots), query(FindSlots), c =>
    answer(c, c.req.valid('query')),
  )

  .post('/slots/holds', says(appointment('slot.hold'), 'Keep a time for five minutes', Hold, 201), body(HoldSlot), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .delete('/slots/holds/:id', says(appointment('slot.release'), 'Let a held time go', undefined, 204), mayMatch, c =>
    done(c, c.req.param('id')),
  )

  .get(
    '/visit-types',
    says(appointment('visit_type.list'), 'List visit types', VisitTypePage),
    query(ListVisitTypes),
    c => answer(c, c.req.valid('query')),
  )
  .post(
    '/visit-types',
    says(appointment('visit_type.create'), 'Add a visit type', VisitType, 201),
    body(CreateVisitType),
    c => answer(c, c.req.valid('json'), 201),
  )
  .get('/visit-types/:id', says(appointment('visit_type.read'), 'Read a visit type', VisitType), c =>
    answer(c, c.req.param('id')),
  )
  .patch(
    '/visit-types/:id',
    says(appointment('visit_type.change'), 'Change a visit type', VisitType),
    ifMatch,
    body(ChangeVisitType),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
  )

  .get('/rooms', says(appointment('room.list'), 'List rooms', RoomPage), query(ListRooms), c =>
    answer(c, c.req.valid('query')),
  )
  .post('/rooms', says(appointment('room.create'), 'Add a room', Room, 201), body(CreateRoom), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .get(
    '/rooms/board',
    says(appointment('room.board'), 'Every room: who is in it, who is next', RoomBoard),
    query(ReadRoomBoard),
    c => answer(c, c.req.valid('query')),
  )
  .get('/rooms/:id', says(appointment('room.read'), 'Read a room', Room), c => answer(c, c.req.param('id')))
  .patch('/rooms/:id', says(appointment('room.change'), 'Change a room', Room), ifMatch, body(ChangeRoom), c =>
    answer(c, {
      id: c.req.param('id'),
      version: c.var.match ?? 0,
      change: c.req.valid('json'),
    }),
  )
  .put('/rooms/:id', says(appointment('room.change'), 'Change a room', Room), ifMatch, body(ChangeRoom), c =>
    answer(c, {
      id: c.req.param('id'),
      version: c.var.match ?? 0,
      change: c.req.valid('json'),
    }),
  )
  .delete('/rooms/:id', says(appointment('room.remove'), 'Remove a room', undefined, 204), ifMatch, c =>
    done(c, { id: c.req.param('id'), version: c.var.match ?? 0 }),
  )

  .get(
    '/statistics',
    says(appointment('statistics.read'), 'What became of the visits of a range', Statistics),
    query(ReadStatistics),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/rooms/:id/maintenance',
    says(appointment('maintenance.list'), 'List maintenance of a room', MaintenancePage),
    query(ListMaintenance),
    c => answer(c, { roomId: c.req.param('id'), list: c.req.valid('query') }),
  )
  .post(
    '/rooms/:id/maintenance',
    says(appointment('maintenance.add'), 'Take a room out of use for a while', Maintenance, 201),
    body(AddMaintenance),
    c => {
      const input = { roomId: c.req.param('id'), maintenance: c.req.valid('json') }
      return answer(c, input, 201)
    },
  )
  .delete(
    '/rooms/:id/maintenance/:maintenanceId',
    says(appointment('maintenance.remove'), 'The room can be used again', undefined, 204),
    ifMatch,
    c => {
      const { id: roomId, maintenanceId } = c.req.param()
      const input = { roomId, id: maintenanceId, version: c.var.match ?? 0 }
      return done(c, input)
    },
  )

  .get('/products', says(appointment('product.list'), 'List the price list', ProductPage), query(ListProducts), c =>
    answer(c, c.req.valid('query')),
  )
  .post(
    '/products',
    says(appointment('product.create'), 'Add to the price list', Product, 201),
    body(CreateProduct),
    c => answer(c, c.req.valid('json'), 201),
  )
  .get('/products/:id', says(appointment('product.read'), 'Read an entry of the price list', Product), c =>
    answer(c, c.req.param('id')),
  )
  .patch(
    '/products/:id',
    says(appointment('product.change'), 'Change an entry of the price list', Product),
    ifMatch,
    body(ChangeProduct),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
  )
