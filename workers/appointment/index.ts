import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Actor } from '#shared/actor'
import { perform, type Scope } from '#shared/context'
import { forgetKeys } from '#shared/ledger'
import type { Answer } from '#shared/result'
import { board } from './board.ts'
import { book } from './book.ts'
import { cancel } from './cancel.ts'
import { changeAppointment } from './change.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
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
import { figures } from './figures.ts'
import { finish } from './finish.ts'
import { slots } from './free.ts'
import { listAppointments } from './list.ts'
import { noShow } from './no-show.ts'
import { changeProduct, createProduct, getProduct, listProducts } from './products.ts'
import { getAppointment, standing } from './read.ts'
import { changeRoom, createRoom, getRoom, listRooms, removeRoom } from './rooms.ts'
import { start } from './start.ts'
import { undo } from './undo.ts'
import { changeVisitType, createVisitType, getVisitType, listVisitTypes } from './visit-types.ts'
import { walkIn } from './walk-in.ts'

/** The clinic's front desk. Reachable over service bindings only. */
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
  sweep(at: number): Promise<void> {
    return forgetKeys(this.env.APPOINTMENT_DB, at)
  }

  // ---- visits

  slots(actor: Actor, query: FindSlots): Answer<Slots, 'invalid_request' | 'visit_type_not_found'> {
    return perform(this.#as(actor), 'slot.read', slots, query)
  }

  book(actor: Actor, input: BookAppointment): Answer<Appointment, BookFailure> {
    return perform(this.#as(actor), 'appointment.book', book, input, getAppointment)
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
    return perform(this.#as(actor), 'appointment.move', changeAppointment, input)
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

  cancel(actor: Actor, input: Acting<Cancel>): Answer<Appointment, StepFailure | BusyFailure | 'forbidden'> {
    return perform(this.#as(actor), 'appointment.cancel', cancel, input, getAppointment)
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
