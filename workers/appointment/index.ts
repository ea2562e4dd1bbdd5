import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { board } from './board.ts'
import { book } from './book.ts'
import { call, callNext, recall } from './call.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { complete, unclosed } from './complete.ts'
import { confirm } from './confirm.ts'
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
import { acceptOffer, declineOffer, getOffer } from './offer.ts'
import { changeProduct, createProduct, getProduct, listProducts } from './products.ts'
import { readQueue } from './queue.ts'
import { getAppointment, standing } from './read.ts'
import { roomBoard } from './room-board.ts'
import { changeRoom, createRoom, getRoom, listRooms, removeRoom } from './rooms.ts'
import { cancelInScope, changeInScope } from './scope.ts'
import { createScreen, getScreen, listScreens, removeScreen, showScreen } from './screen.ts'
import { bookSeries, getSeries } from './series.ts'
import { skip } from './skip.ts'
import { start } from './start.ts'
import { statistics } from './statistics.ts'
import { tendWaitlist, waitlistDue } from './tend.ts'
import { undo } from './undo.ts'
import { changeVisitType, createVisitType, getVisitType, listVisitTypes } from './visit-types.ts'
import { listOffers, listWishes } from './waitlist.ts'
import { walkIn } from './walk-in.ts'
import { whose } from './whose.ts'
import { addWish, getWish, removeWish } from './wish.ts'

const verbs = {
  'appointment.patient_ids': whose,
  'slot.read': slots,
  'slot.hold': [holdSlot, getHold],
  'slot.release': releaseHold,
  'appointment.book': [book, getAppointment],
  'series.book': [bookSeries, getSeries],
  'series.read': getSeries,
  'appointment.walk_in': [walkIn, getAppointment],
  'appointment.read': getAppointment,
  'appointment.facts': standing,
  'appointment.list': listAppointments,
  'appointment.board': board,
  'appointment.move': changeInScope,
  'appointment.affected': hit,
  'appointment.alternatives': displaced,
  'appointment.move_many': [moveMany, movedBefore],
  'appointment.confirm': [confirm, getAppointment],
  'appointment.check_in': [checkIn, getAppointment],
  'appointment.start': [start, getAppointment],
  'appointment.finish': [finish, getAppointment],
  'appointment.check_out': [checkOut, getAppointment],
  'appointment.cancel': [cancelInScope, getAppointment],
  'appointment.late_entry': [complete, getAppointment],
  'appointment.no_show': [noShow, getAppointment],
  'appointment.undo': [undo, getAppointment],
  'appointment.count': figures,
  'queue.read': readQueue,
  'queue.call': [call, getAppointment],
  'queue.recall': [recall, getAppointment],
  'queue.skip': [skip, getAppointment],
  'queue.call_next': [callNext, getAppointment],
  'screen.create': [createScreen, getScreen],
  'screen.list': listScreens,
  'screen.remove': removeScreen,
  'screen.show': showScreen,
  'room.board': roomBoard,
  'appointment.count_unclosed': unclosed,
  'statistics.read': statistics,
  'waitlist.add': [addWish, getWish],
  'waitlist.list': listWishes,
  'waitlist.remove': removeWish,
  'offer.list': listOffers,
  'offer.accept': [acceptOffer, getAppointment],
  'offer.decline': [declineOffer, getOffer],
  'waitlist.offer_freed_slots': tendWaitlist,
  'visit_type.create': [createVisitType, getVisitType],
  'visit_type.read': getVisitType,
  'visit_type.list': listVisitTypes,
  'visit_type.change': changeVisitType,
  'room.create': [createRoom, getRoom],
  'room.read': getRoom,
  'room.list': listRooms,
  'room.change': changeRoom,
  'room.remove': removeRoom,
  'maintenance.list': listMaintenance,
  'maintenance.add': [addMaintenance, getMaintenance],
  'maintenance.remove': removeMaintenance,
  'product.create': [createProduct, getProduct],
  'product.read': getProduct,
  'product.list': listProducts,
  'product.change': changeProduct,
} as const satisfies VerbTable

export type AppointmentVerbs = WorkerVerbs<typeof verbs> & { waitlistDue(at: number): Promise<string[]> }

/** The clinic's front desk. Reachable over service bindings only. */
export default class AppointmentWorker extends entrypoint<AppointmentEnv, typeof verbs>(
  verbs,
  env => env.APPOINTMENT_DB,
  forgetHolds,
) {
  /** For the sweep, over all clinics: whose waitlist has something to do at this instant. */
  waitlistDue(at: number): Promise<string[]> {
    return waitlistDue(this.env.APPOINTMENT_DB, at)
  }
}
