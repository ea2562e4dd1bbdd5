import { Hono } from 'hono'
import { Appointment } from '../../../workers/appointment/visits/contract.ts'
import { Step } from '../../../workers/appointment/visits/steps/contract.ts'
import {
  AddWaitlistEntry,
  ListWaitlist,
  WaitlistEntry,
  WaitlistEntryPage,
} from '../../../workers/appointment/waitlist/contract.ts'
import { ListOffers, Offer, OfferPage } from '../../../workers/appointment/waitlist/offers/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { appointment } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'
import { offersFreedSlotNow } from '../../live/clinic-alarm.ts'

/** Who would like a time, and the freed times that are offered to them. */
export const waitlist = new Hono<Gateway>()
  .get(
    '/',
    says(appointment('waitlist.list'), 'List who waits for a time', WaitlistEntryPage),
    query(ListWaitlist),
    c => answer(c, c.req.valid('query')),
  )
  .post('/', says(appointment('waitlist.add'), 'Wait for a time', WaitlistEntry, 201), body(AddWaitlistEntry), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .get('/offers', says(appointment('offer.list'), 'List offered times', OfferPage), query(ListOffers), c =>
    answer(c, c.req.valid('query')),
  )
  .post(
    '/offers/:id/accept',
    says(appointment('offer.accept'), 'Take an offered time: books the visit', Appointment),
    mayMatch,
    body(Step),
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/offers/:id/decline',
    says(appointment('offer.decline', offersFreedSlotNow), 'Leave an offered time to the next one', Offer),
    mayMatch,
    body(Step),
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .delete(
    '/:id',
    says(appointment('waitlist.remove', offersFreedSlotNow), 'Wait no longer', undefined, 204),
    ifMatch,
    c => done(c, { id: c.req.param('id'), version: c.var.match ?? 0 }),
  )
