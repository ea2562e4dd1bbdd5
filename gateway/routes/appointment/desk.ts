import { Hono } from 'hono'
import {
  AddMaintenance,
  Hold,
  HoldSlot,
  ListMaintenance,
  Maintenance,
  MaintenancePage,
} from '../../../workers/appointment/booking-contract.ts'
import { ReadRoomBoard, RoomBoard } from '../../../workers/appointment/queue/contract.ts'
import { AskStatistics, Statistics } from '../../../workers/appointment/statistics/contract.ts'
import {
  ChangeProduct,
  ChangeRoom,
  ChangeVisitType,
  CreateProduct,
  CreateRoom,
  CreateVisitType,
  FindSlots,
  ListDesk,
  ListRooms,
  Product,
  ProductPage,
  Room,
  RoomPage,
  Slots,
  VisitType,
  VisitTypePage,
} from '../../../workers/appointment/visits/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'

/** Visit types, free times, rooms and the price list. */
export const desk = new Hono<Gateway>()
  .get('/slots', says('Find free times', Slots), query(FindSlots), c =>
    answer(c, c.env.APPOINTMENT['slot.read'](c.var.actor, c.req.valid('query'))),
  )

  .post('/slots/holds', says('Keep a time for five minutes', Hold, 201), body(HoldSlot), c =>
    answer(c, c.env.APPOINTMENT['slot.hold'](c.var.actor, c.req.valid('json')), 201),
  )
  .delete('/slots/holds/:id', says('Let a held time go', undefined, 204), mayMatch, c =>
    done(c, c.env.APPOINTMENT['slot.release'](c.var.actor, c.req.param('id'))),
  )

  .get('/visit-types', says('List visit types', VisitTypePage), query(ListDesk), c =>
    answer(c, c.env.APPOINTMENT['visit_type.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/visit-types', says('Add a visit type', VisitType, 201), body(CreateVisitType), c =>
    answer(c, c.env.APPOINTMENT['visit_type.create'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/visit-types/:id', says('Read a visit type', VisitType), c =>
    answer(c, c.env.APPOINTMENT['visit_type.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/visit-types/:id', says('Change a visit type', VisitType), ifMatch, body(ChangeVisitType), c =>
    answer(
      c,
      c.env.APPOINTMENT['visit_type.change'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
    ),
  )

  .get('/rooms', says('List rooms', RoomPage), query(ListRooms), c =>
    answer(c, c.env.APPOINTMENT['room.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/rooms', says('Add a room', Room, 201), body(CreateRoom), c =>
    answer(c, c.env.APPOINTMENT['room.create'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/rooms/board', says('Every room: who is in it, who is next', RoomBoard), query(ReadRoomBoard), c =>
    answer(c, c.env.APPOINTMENT['room.board'](c.var.actor, c.req.valid('query'))),
  )
  .get('/rooms/:id', says('Read a room', Room), c =>
    answer(c, c.env.APPOINTMENT['room.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/rooms/:id', says('Change a room', Room), ifMatch, body(ChangeRoom), c =>
    answer(
      c,
      c.env.APPOINTMENT['room.change'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
    ),
  )
  .put('/rooms/:id', says('Change a room', Room), ifMatch, body(ChangeRoom), c =>
    answer(
      c,
      c.env.APPOINTMENT['room.change'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
    ),
  )
  .delete('/rooms/:id', says('Remove a room', undefined, 204), ifMatch, c =>
    done(c, c.env.APPOINTMENT['room.remove'](c.var.actor, { id: c.req.param('id'), version: c.var.match ?? 0 })),
  )

  .get('/statistics', says('What became of the visits of a range', Statistics), query(AskStatistics), c =>
    answer(c, c.env.APPOINTMENT['statistics.read'](c.var.actor, c.req.valid('query'))),
  )
  .get('/rooms/:id/maintenance', says('List maintenance of a room', MaintenancePage), query(ListMaintenance), c =>
    answer(
      c,
      c.env.APPOINTMENT['maintenance.list'](c.var.actor, { roomId: c.req.param('id'), list: c.req.valid('query') }),
    ),
  )
  .post(
    '/rooms/:id/maintenance',
    says('Take a room out of use for a while', Maintenance, 201),
    body(AddMaintenance),
    c => {
      const input = { roomId: c.req.param('id'), maintenance: c.req.valid('json') }
      return answer(c, c.env.APPOINTMENT['maintenance.add'](c.var.actor, input), 201)
    },
  )
  .delete('/rooms/:id/maintenance/:maintenanceId', says('The room can be used again', undefined, 204), ifMatch, c => {
    const { id: roomId, maintenanceId } = c.req.param()
    const input = { roomId, id: maintenanceId, version: c.var.match ?? 0 }
    return done(c, c.env.APPOINTMENT['maintenance.remove'](c.var.actor, input))
  })

  .get('/products', says('List the price list', ProductPage), query(ListDesk), c =>
    answer(c, c.env.APPOINTMENT['product.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/products', says('Add to the price list', Product, 201), body(CreateProduct), c =>
    answer(c, c.env.APPOINTMENT['product.create'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/products/:id', says('Read an entry of the price list', Product), c =>
    answer(c, c.env.APPOINTMENT['product.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/products/:id', says('Change an entry of the price list', Product), ifMatch, body(ChangeProduct), c =>
    answer(
      c,
      c.env.APPOINTMENT['product.change'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
    ),
  )
