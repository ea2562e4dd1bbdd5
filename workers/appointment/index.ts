import { WorkerEntrypoint } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { perform, type Scope } from '#shared/context'
import { forgetKeys } from '#shared/ledger'
import { forgetSettled, type OutboxEntry, settle, takePending } from '#shared/outbox'
import type { Answer } from '#shared/result'
import { board } from './board.ts'
import { book } from './book.ts'
import type {
  AddMaintenance,
  BookSeries,
  Displaced,
  FindDisplaced,
  Hit,
  Hold,
  HoldSlot,
  ListMaintenance,
  Maintenance,
  MaintenancePage,
  MovedMany,
  MoveMany,
  Series,
} from './booking-contract.ts'
import { call, callNext, recall } from './call.ts'
import type { CancelFailure } from './cancel.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { complete, unclosed } from './complete.ts'
import { confirm } from './confirm.ts'
import type {
  Acting,
  Appointment,
  AppointmentFigures,
  AppointmentPage,
  AppointmentStanding,
  Board,
  BookAppointment,
  BookFailure,
  BusyFailure,
  Cancel,
  ChangeAppointment,
  ChangeFailure,
  CheckIn,
  FindSlots,
  ListAppointments,
  Slots,
  Span,
  Start,
  Step,
  StepFailure,
  WalkIn,
} from './contract.ts'
import type {
  ChangeProduct,
  ChangeRoom,
  ChangeVisitType,
  Changing,
  CreateProduct,
  CreateRoom,
  CreateVisitType,
  ListDesk,
  ListRooms,
  Product,
  ProductPage,
  Room,
  RoomPage,
  VisitType,
  VisitTypePage,
} from './desk-contract.ts'
import { displaced } from './displaced.ts'
import { figures } from './figures.ts'
import { finish } from './finish.ts'
import { slots } from './free.ts'
import { hit } from './hit.ts'
import { forgetHolds, getHold, holdSlot, releaseHold } from './holds.ts'
import { listAppointments } from './list.ts'
import { addMaintenance, getMaintenance, listMaintenance, removeMaintenance } from './maintenance.ts'
import { movedBefore, moveMany } from './move-many.ts'
import { noShow } from './no-show.ts'
import { type AcceptFailure, acceptOffer, declineOffer, getOffer } from './offer.ts'
import { changeProduct, createProduct, getProduct, listProducts } from './products.ts'
import { readQueue } from './queue.ts'
import type {
  Call,
  CallNext,
  CreateScreen,
  Queue,
  ReadQueue,
  ReadRoomBoard,
  RoomBoard,
  Screen,
  ScreenFace,
  Screens,
} from './queue-contract.ts'
import { getAppointment, standing } from './read.ts'
import { roomBoard } from './room-board.ts'
import { changeRoom, createRoom, getRoom, listRooms, removeRoom } from './rooms.ts'
import { cancelInScope, changeInScope } from './scope.ts'
import { createScreen, getScreen, listScreens, removeScreen, showScreen } from './screen.ts'
import { bookSeries, getSeries } from './series.ts'
import { skip } from './skip.ts'
import { start } from './start.ts'
import { statistics } from './statistics.ts'
import type { AskStatistics, Statistics } from './statistics-contract.ts'
import { tendWaitlist, waitlistDue } from './tend.ts'
import { undo } from './undo.ts'
import { changeVisitType, createVisitType, getVisitType, listVisitTypes } from './visit-types.ts'
import { listOffers, listWishes } from './waitlist.ts'
import type { AddWish, ListOffers, ListWishes, Offer, OfferPage, Wish, WishPage } from './waitlist-contract.ts'
import { walkIn } from './walk-in.ts'
import { whose } from './whose.ts'
import { type AddFailure, addWish, getWish, removeWish } from './wish.ts'

/** The clinic's front desk. Reachable over service bindings only. Long because it is a table of contents: one entry per verb, in one class. */
export default class AppointmentWorker extends WorkerEntrypoint<AppointmentEnv> {
  #as(actor: Actor): Scope<AppointmentEnv> {
    return { env: this.env, database: this.env.APPOINTMENT_DB, actor }
  }

  override fetch() {
    return new Response(null, { status: 404 })
  }

  async health(): Promise<true> {
    await this.env.APPOINTMENT_DB.prepare('SELECT 1').first()
    return true
  }

  /** Each minute, for no one in particular: what has served its time goes. `at` is the sweep's instant. */
  async sweep(at: number): Promise<void> {
    await Promise.all([
      forgetKeys(this.env.APPOINTMENT_DB, at),
      forgetHolds(this.env.APPOINTMENT_DB, at),
      forgetSettled(drizzle(this.env.APPOINTMENT_DB), at),
    ])
  }

  // For the sweep: what this Worker's writes have left to do elsewhere. It acts for no one, so it keeps its own clock.
  pending(limit: number): Promise<OutboxEntry[]> {
    return takePending(drizzle(this.env.APPOINTMENT_DB), limit, Date.now())
  }

  settled(ids: string[]): Promise<void> {
    return settle(drizzle(this.env.APPOINTMENT_DB), ids, Date.now())
  }

  /** Whose objects are, for the access log. */
  whose(actor: Actor, ids: string[]): Answer<string[]> {
    return perform(this.#as(actor), 'object.whose', whose, ids)
  }

  // ---- visits

  slots(actor: Actor, query: FindSlots): Answer<Slots, 'invalid_request' | 'visit_type_not_found'> {
    return perform(this.#as(actor), 'slot.read', slots, query)
  }

  hold(actor: Actor, input: HoldSlot): Answer<Hold, BookFailure> {
    return perform(this.#as(actor), 'slot.hold', holdSlot, input, getHold)
  }

  release(actor: Actor, id: string): Answer<null, 'not_found'> {
    return perform(this.#as(actor), 'slot.hold', releaseHold, id)
  }

  book(actor: Actor, input: BookAppointment): Answer<Appointment, BookFailure> {
    return perform(this.#as(actor), 'appointment.book', book, input, getAppointment)
  }

  bookSeries(actor: Actor, input: BookSeries): Answer<Series, BookFailure> {
    return perform(this.#as(actor), 'appointment.series', bookSeries, input, getSeries)
  }

  series(actor: Actor, id: string): Answer<Series, 'not_found'> {
    return perform(this.#as(actor), 'appointment.series', getSeries, id)
  }

  walkIn(actor: Actor, input: WalkIn): Answer<Appointment, BookFailure> {
    return perform(this.#as(actor), 'appointment.walk_in', walkIn, input, getAppointment)
  }

  get(actor: Actor, id: string): Answer<Appointment, 'not_found'> {
    return perform(this.#as(actor), 'appointment.read', getAppointment, id)
  }

  standing(actor: Actor, id: string): Answer<AppointmentStanding, 'not_found'> {
    return perform(this.#as(actor), 'appointment.read', standing, id)
  }

  list(actor: Actor, query: ListAppointments): Answer<AppointmentPage, 'invalid_request'> {
    return perform(this.#as(actor), 'appointment.read', listAppointments, query)
  }

  board(actor: Actor, query: Span): Answer<Board, 'invalid_request'> {
    return perform(this.#as(actor), 'appointment.board', board, query)
  }

  change(
    actor: Actor,
    input: { id: string; version: number; change: ChangeAppointment },
  ): Answer<Appointment, ChangeFailure> {
    return perform(this.#as(actor), 'appointment.move', changeInScope, input)
  }

  /** The visits that someone's absence hits; `uncovered` those alone that no hours cover any more. */
  hit(
    actor: Actor,
    input: { staffId: string; from: string; to: string; uncovered?: boolean },
  ): Answer<Hit, 'invalid_request'> {
    return perform(this.#as(actor), 'appointment.board', hit, input)
  }

  displaced(actor: Actor, query: FindDisplaced): Answer<Displaced, 'invalid_request'> {
    return perform(this.#as(actor), 'appointment.board', displaced, query)
  }

  moveMany(actor: Actor, input: MoveMany): Answer<MovedMany, 'not_found' | 'appointment_not_found'> {
    return perform(this.#as(actor), 'appointment.series', moveMany, input, movedBefore)
  }

  // ---- the steps of a visit

  confirm(actor: Actor, input: Acting<Step>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.confirm', confirm, input, getAppointment)
  }

  checkIn(actor: Actor, input: Acting<CheckIn>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.check_in', checkIn, input, getAppointment)
  }

  start(
    actor: Actor,
    input: Acting<Start>,
  ): Answer<Appointment, StepFailure | BusyFailure | 'staff_required' | 'staff_not_found' | 'staff_archived'> {
    return perform(this.#as(actor), 'appointment.start', start, input, getAppointment)
  }

  finish(actor: Actor, input: Acting<Step>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.finish', finish, input, getAppointment)
  }

  checkOut(actor: Actor, input: Acting<Step>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.check_out', checkOut, input, getAppointment)
  }

  cancel(actor: Actor, input: Acting<Cancel>): Answer<Appointment, CancelFailure> {
    return perform(this.#as(actor), 'appointment.cancel', cancelInScope, input, getAppointment)
  }

  complete(actor: Actor, input: Acting<unknown>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.late_entry', complete, input, getAppointment)
  }

  noShow(actor: Actor, input: Acting<Step>): Answer<Appointment, StepFailure | BusyFailure> {
    return perform(this.#as(actor), 'appointment.no_show', noShow, input, getAppointment)
  }

  undo(
    actor: Actor,
    input: Acting<unknown>,
  ): Answer<Appointment, 'not_found' | 'stale' | 'nothing_to_undo' | BusyFailure> {
    return perform(this.#as(actor), 'appointment.undo', undo, input, getAppointment)
  }

  figures(actor: Actor, query: Span): Answer<AppointmentFigures, 'invalid_request'> {
    return perform(this.#as(actor), 'dashboard.read', figures, query)
  }

  // ---- the waiting room

  readQueue(actor: Actor, query: ReadQueue): Answer<Queue> {
    return perform(this.#as(actor), 'queue.read', readQueue, query)
  }

  call(
    actor: Actor,
    input: Acting<Call>,
  ): Answer<
    Appointment,
    'not_found' | 'stale' | 'wrong_status' | 'staff_not_found' | 'staff_archived' | 'room_not_found'
  > {
    return perform(this.#as(actor), 'queue.call', call, input, getAppointment)
  }

  recall(
    actor: Actor,
    input: Acting<Call>,
  ): Answer<
    Appointment,
    'not_found' | 'stale' | 'wrong_status' | 'staff_not_found' | 'staff_archived' | 'room_not_found'
  > {
    return perform(this.#as(actor), 'queue.call', recall, input, getAppointment)
  }

  skip(
    actor: Actor,
    input: Acting<unknown>,
  ): Answer<Appointment, 'not_found' | 'stale' | 'wrong_status' | 'room_not_found'> {
    return perform(this.#as(actor), 'queue.call', skip, input, getAppointment)
  }

  callNext(
    actor: Actor,
    input: CallNext,
  ): Answer<Appointment, 'nothing_to_call' | 'staff_not_found' | 'staff_archived' | 'room_not_found'> {
    return perform(this.#as(actor), 'queue.call', callNext, input, getAppointment)
  }

  createScreen(actor: Actor, input: CreateScreen): Answer<Screen, 'not_found'> {
    return perform(this.#as(actor), 'queue.screen', createScreen, input, getScreen)
  }

  screens(actor: Actor): Answer<Screens> {
    return perform(this.#as(actor), 'queue.screen', listScreens, undefined)
  }

  removeScreen(actor: Actor, input: { id: string; version: number }): Answer<null, 'not_found' | 'stale'> {
    return perform(this.#as(actor), 'queue.screen', removeScreen, input)
  }

  showScreen(actor: Actor, screenId: string): Answer<ScreenFace, 'unauthenticated'> {
    return perform(this.#as(actor), 'queue.show', showScreen, screenId)
  }

  roomBoard(actor: Actor, query: ReadRoomBoard): Answer<RoomBoard> {
    return perform(this.#as(actor), 'room.read', roomBoard, query)
  }

  unclosed(actor: Actor): Answer<{ count: number }> {
    return perform(this.#as(actor), 'dashboard.read', unclosed, undefined)
  }

  statistics(actor: Actor, query: AskStatistics): Answer<Statistics, 'invalid_request'> {
    return perform(this.#as(actor), 'statistics.read', statistics, query)
  }

  // ---- the waitlist

  addWish(actor: Actor, input: AddWish): Answer<Wish, AddFailure> {
    return perform(this.#as(actor), 'waitlist.change', addWish, input, getWish)
  }

  wishes(actor: Actor, query: ListWishes): Answer<WishPage, 'invalid_request'> {
    return perform(this.#as(actor), 'waitlist.read', listWishes, query)
  }

  removeWish(
    actor: Actor,
    input: { id: string; version: number },
  ): Answer<{ patientId: string }, 'not_found' | 'stale' | 'wrong_status'> {
    return perform(this.#as(actor), 'waitlist.change', removeWish, input)
  }

  offers(actor: Actor, query: ListOffers): Answer<OfferPage, 'invalid_request'> {
    return perform(this.#as(actor), 'waitlist.read', listOffers, query)
  }

  acceptOffer(actor: Actor, input: Acting<unknown>): Answer<Appointment, AcceptFailure> {
    return perform(this.#as(actor), 'waitlist.change', acceptOffer, input, getAppointment)
  }

  declineOffer(actor: Actor, input: Acting<unknown>): Answer<Offer, 'not_found' | 'stale' | 'offer_gone'> {
    return perform(this.#as(actor), 'waitlist.change', declineOffer, input, getOffer)
  }

  /** For the clinic's clock: offer what has come free, end what has expired; when to come again. */
  tendWaitlist(actor: Actor): Answer<{ next?: string }> {
    return perform(this.#as(actor), 'waitlist.tend', tendWaitlist, undefined)
  }

  /** For the sweep, over all clinics: whose waitlist has something to do at this instant. */
  waitlistDue(at: number): Promise<string[]> {
    return waitlistDue(this.env.APPOINTMENT_DB, at)
  }

  // ---- what the desk offers

  createVisitType(actor: Actor, input: CreateVisitType): Answer<VisitType, 'invalid_request' | 'not_found'> {
    return perform(this.#as(actor), 'visit_type.change', createVisitType, input, getVisitType)
  }

  visitType(actor: Actor, id: string): Answer<VisitType, 'not_found'> {
    return perform(this.#as(actor), 'visit_type.read', getVisitType, id)
  }

  visitTypes(actor: Actor, query: ListDesk): Answer<VisitTypePage, 'invalid_request'> {
    return perform(this.#as(actor), 'visit_type.read', listVisitTypes, query)
  }

  changeVisitType(
    actor: Actor,
    input: Changing<ChangeVisitType>,
  ): Answer<VisitType, 'not_found' | 'stale' | 'invalid_request'> {
    return perform(this.#as(actor), 'visit_type.change', changeVisitType, input)
  }

  createRoom(actor: Actor, input: CreateRoom): Answer<Room, 'number_taken' | 'currency_mismatch'> {
    return perform(this.#as(actor), 'room.change', createRoom, input, getRoom)
  }

  room(actor: Actor, id: string): Answer<Room, 'not_found'> {
    return perform(this.#as(actor), 'room.read', getRoom, id)
  }

  rooms(actor: Actor, query: ListRooms): Answer<RoomPage, 'invalid_request'> {
    return perform(this.#as(actor), 'room.read', listRooms, query)
  }

  changeRoom(
    actor: Actor,
    input: Changing<ChangeRoom>,
  ): Answer<Room, 'not_found' | 'stale' | 'number_taken' | 'currency_mismatch'> {
    return perform(this.#as(actor), 'room.change', changeRoom, input)
  }

  removeRoom(actor: Actor, input: { id: string; version: number }): Answer<null, 'not_found' | 'stale' | 'in_use'> {
    return perform(this.#as(actor), 'room.change', removeRoom, input)
  }

  maintenance(
    actor: Actor,
    input: { roomId: string; list: ListMaintenance },
  ): Answer<MaintenancePage, 'not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'maintenance.read', listMaintenance, input)
  }

  addMaintenance(
    actor: Actor,
    input: { roomId: string; maintenance: AddMaintenance },
  ): Answer<Maintenance, 'not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'maintenance.change', addMaintenance, input, getMaintenance)
  }

  removeMaintenance(
    actor: Actor,
    input: { roomId: string; id: string; version: number },
  ): Answer<null, 'not_found' | 'stale'> {
    return perform(this.#as(actor), 'maintenance.change', removeMaintenance, input)
  }

  createProduct(actor: Actor, input: CreateProduct): Answer<Product, 'code_taken' | 'currency_mismatch'> {
    return perform(this.#as(actor), 'product.change', createProduct, input, getProduct)
  }

  product(actor: Actor, id: string): Answer<Product, 'not_found'> {
    return perform(this.#as(actor), 'product.read', getProduct, id)
  }

  products(actor: Actor, query: ListDesk): Answer<ProductPage, 'invalid_request'> {
    return perform(this.#as(actor), 'product.read', listProducts, query)
  }

  changeProduct(
    actor: Actor,
    input: Changing<ChangeProduct>,
  ): Answer<Product, 'not_found' | 'stale' | 'code_taken' | 'currency_mismatch'> {
    return perform(this.#as(actor), 'product.change', changeProduct, input)
  }
}
