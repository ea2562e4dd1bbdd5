import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { whose } from './patient-ids-of.ts'
import { changeProduct, createProduct, getProduct, listProducts } from './products/change.ts'
import { call, callNext, recall } from './queue/call.ts'
import { readQueue } from './queue/read.ts'
import { createScreen, getScreen, listScreens, removeScreen, showScreen } from './queue/screens/show.ts'
import { skip } from './queue/skip.ts'
import { roomBoard } from './rooms/board.ts'
import { changeRoom, createRoom, getRoom, listRooms, removeRoom } from './rooms/change.ts'
import { addMaintenance, getMaintenance, listMaintenance, removeMaintenance } from './rooms/maintenance/list.ts'
import { bookSeries, getSeries } from './series/book.ts'
import { cancelInScope, changeInScope } from './series/series-scope.ts'
import { slots } from './slots/free-slots.ts'
import { forgetHolds, getHold, holdSlot, releaseHold } from './slots/holds/hold.ts'
import { figures } from './statistics/counts.ts'
import { statistics } from './statistics/read.ts'
import { changeVisitType, createVisitType, getVisitType, listVisitTypes } from './visit-types/change.ts'
import { displaced } from './visits/affected-visits/alternatives.ts'
import { hit } from './visits/affected-visits/list.ts'
import { movedBefore, moveMany } from './visits/affected-visits/move-many.ts'
import { board } from './visits/board.ts'
import { book } from './visits/book.ts'
import { getAppointment, standing } from './visits/get-appointment.ts'
import { listAppointments } from './visits/list.ts'
import { checkIn } from './visits/steps/check-in.ts'
import { checkOut } from './visits/steps/check-out.ts'
import { complete, unclosed } from './visits/steps/complete.ts'
import { confirm } from './visits/steps/confirm.ts'
import { finish } from './visits/steps/finish.ts'
import { noShow } from './visits/steps/no-show.ts'
import { start } from './visits/steps/start.ts'
import { undo } from './visits/steps/undo.ts'
import { walkIn } from './visits/walk-in.ts'
import { addWish, getWish, removeWish } from './waitlist/add.ts'
import { listOffers, listWishes } from './waitlist/list.ts'
import { tendWaitlist, waitlistDue } from './waitlist/offer-freed-slots.ts'
import { acceptOffer, declineOffer, getOffer } from './waitlist/offers/accept.ts'

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
