import { Hono } from 'hono'
import { Appointment, Step } from '../../../workers/appointment/visits/contract.ts'
import {
  AddWish,
  ListOffers,
  ListWishes,
  Offer,
  OfferPage,
  Wish,
  WishPage,
} from '../../../workers/appointment/waitlist/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'
import { passesOn } from '../../live/clock.ts'

/** Who would like a time, and the freed times that are offered to them. */
export const waitlist = new Hono<Gateway>()
  .get('/', says('List who waits for a time', WishPage), query(ListWishes), c =>
    answer(c, c.env.APPOINTMENT['waitlist.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/', says('Wait for a time', Wish, 201), body(AddWish), c =>
    answer(c, c.env.APPOINTMENT['waitlist.add'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/offers', says('List offered times', OfferPage), query(ListOffers), c =>
    answer(c, c.env.APPOINTMENT['offer.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/offers/:id/accept', says('Take an offered time: books the visit', Appointment), mayMatch, body(Step), c =>
    answer(c, c.env.APPOINTMENT['offer.accept'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .post(
    '/offers/:id/decline',
    says('Leave an offered time to the next one', Offer),
    passesOn,
    mayMatch,
    body(Step),
    c => answer(c, c.env.APPOINTMENT['offer.decline'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .delete('/:id', says('Wait no longer', undefined, 204), passesOn, ifMatch, c =>
    done(c, c.env.APPOINTMENT['waitlist.remove'](c.var.actor, { id: c.req.param('id'), version: c.var.match ?? 0 })),
  )
