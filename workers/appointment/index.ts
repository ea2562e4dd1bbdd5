import { patientIdsOf } from '#shared/database/patient-ids-of'
import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { changeProduct } from './products/change.ts'
import { createProduct } from './products/create.ts'
import { listProducts } from './products/list.ts'
import { readProduct } from './products/read.ts'
import { call } from './queue/call.ts'
import { callNext } from './queue/call-next.ts'
import { readQueue } from './queue/read.ts'
import { recall } from './queue/recall.ts'
import { createScreen } from './queue/screens/create.ts'
import { listScreens } from './queue/screens/list.ts'
import { readScreen } from './queue/screens/read.ts'
import { removeScreen } from './queue/screens/remove.ts'
import { showScreen } from './queue/screens/show.ts'
import { skip } from './queue/skip.ts'
import { roomBoard } from './rooms/board.ts'
import { changeRoom } from './rooms/change.ts'
import { createRoom } from './rooms/create.ts'
import { listRooms } from './rooms/list.ts'
import { addMaintenance } from './rooms/maintenance/add.ts'
import { listMaintenance } from './rooms/maintenance/list.ts'
import { readMaintenance } from './rooms/maintenance/read.ts'
import { removeMaintenance } from './rooms/maintenance/remove.ts'
import { readRoom } from './rooms/read.ts'
import { removeRoom } from './rooms/remove.ts'
import { bookSeries } from './series/book.ts'
import { readSeries } from './series/read.ts'
import { cancelInScope, changeInScope } from './series/series-scope.ts'
import { freeSlots } from './slots/free-slots.ts'
import { forgetExpiredHolds } from './slots/holds/forget-expired.ts'
import { holdSlot } from './slots/holds/hold.ts'
import { readHold } from './slots/holds/read.ts'
import { releaseHold } from './slots/holds/release.ts'
import { countAppointments } from './statistics/counts.ts'
import { readStatistics } from './statistics/read.ts'
import { changeVisitType } from './visit-types/change.ts'
import { createVisitType } from './visit-types/create.ts'
import { listVisitTypes } from './visit-types/list.ts'
import { readVisitType } from './visit-types/read.ts'
import { findAlternatives } from './visits/affected-visits/alternatives.ts'
import { listAffectedVisits } from './visits/affected-visits/list.ts'
import { movedBefore, moveMany } from './visits/affected-visits/move-many.ts'
import { board } from './visits/board.ts'
import { book } from './visits/book.ts'
import { countUnclosed } from './visits/count-unclosed.ts'
import { appointmentFacts } from './visits/facts.ts'
import { listAppointments } from './visits/list.ts'
import { readAppointment } from './visits/read-appointment.ts'
import { relatedPatients } from './visits/related.ts'
import { checkIn } from './visits/steps/check-in.ts'
import { checkOut } from './visits/steps/check-out.ts'
import { complete } from './visits/steps/complete.ts'
import { confirm } from './visits/steps/confirm.ts'
import { finish } from './visits/steps/finish.ts'
import { noShow } from './visits/steps/no-show.ts'
import { start } from './visits/steps/start.ts'
import { undo } from './visits/steps/undo.ts'
import { visitedPatients } from './visits/visited.ts'
import { walkIn } from './visits/walk-in.ts'
import { addToWaitlist } from './waitlist/add.ts'
import { clinicsDue } from './waitlist/clinics-due.ts'
import { listWaitlist } from './waitlist/list.ts'
import { offerFreedSlots } from './waitlist/offer-freed-slots.ts'
import { acceptOffer } from './waitlist/offers/accept.ts'
import { declineOffer } from './waitlist/offers/decline.ts'
import { listOffers } from './waitlist/offers/list.ts'
import { readOffer } from './waitlist/offers/read.ts'
import { readWaitlistEntry } from './waitlist/read.ts'
import { removeFromWaitlist } from './waitlist/remove.ts'

const verbs = {
  'appointment.patient_ids': patientIdsOf('appointment'),
  'slot.read': freeSlots,
  'slot.hold': [holdSlot, readHold],
  'slot.release': releaseHold,
  'appointment.book': [book, readAppointment],
  'series.book': [bookSeries, readSeries],
  'series.read': readSeries,
  'appointment.walk_in': [walkIn, readAppointment],
  'appointment.read': readAppointment,
  'appointment.facts': appointmentFacts,
  'appointment.related': relatedPatients,
  'appointment.visited': visitedPatients,
  'appointment.list': listAppointments,
  'appointment.board': board,
  'appointment.move': changeInScope,
  'appointment.affected': listAffectedVisits,
  'appointment.alternatives': findAlternatives,
  'appointment.move_many': [moveMany, movedBefore],
  'appointment.confirm': [confirm, readAppointment],
  'appointment.check_in': [checkIn, readAppointment],
  'appointment.start': [start, readAppointment],
  'appointment.finish': [finish, readAppointment],
  'appointment.check_out': [checkOut, readAppointment],
  'appointment.cancel': [cancelInScope, readAppointment],
  'appointment.late_entry': [complete, readAppointment],
  'appointment.no_show': [noShow, readAppointment],
  'appointment.undo': [undo, readAppointment],
  'appointment.count': countAppointments,
  'queue.read': readQueue,
  'queue.call': [call, readAppointment],
  'queue.recall': [recall, readAppointment],
  'queue.skip': [skip, readAppointment],
  'queue.call_next': [callNext, readAppointment],
  'screen.create': [createScreen, readScreen],
  'screen.list': listScreens,
  'screen.remove': removeScreen,
  'screen.show': showScreen,
  'room.board': roomBoard,
  'appointment.count_unclosed': countUnclosed,
  'statistics.read': readStatistics,
  'waitlist.add': [addToWaitlist, readWaitlistEntry],
  'waitlist.list': listWaitlist,
  'waitlist.remove': removeFromWaitlist,
  'offer.list': listOffers,
  'offer.accept': [acceptOffer, readAppointment],
  'offer.decline': [declineOffer, readOffer],
  'waitlist.offer_freed_slots': offerFreedSlots,
  'visit_type.create': [createVisitType, readVisitType],
  'visit_type.read': readVisitType,
  'visit_type.list': listVisitTypes,
  'visit_type.change': changeVisitType,
  'room.create': [createRoom, readRoom],
  'room.read': readRoom,
  'room.list': listRooms,
  'room.change': changeRoom,
  'room.remove': removeRoom,
  'maintenance.list': listMaintenance,
  'maintenance.add': [addMaintenance, readMaintenance],
  'maintenance.remove': removeMaintenance,
  'product.create': [createProduct, readProduct],
  'product.read': readProduct,
  'product.list': listProducts,
  'product.change': changeProduct,
} as const satisfies VerbTable

export type AppointmentVerbs = WorkerVerbs<typeof verbs> & { waitlistDue(at: number): Promise<string[]> }

/** The clinic's front desk. Reachable over service bindings only. */
export default class AppointmentWorker extends entrypoint<AppointmentEnv, typeof verbs>(
  verbs,
  env => env.APPOINTMENT_DB,
  forgetExpiredHolds,
) {
  /** For the sweep, over all clinics: the clinics whose waitlist has a freed time or an expired offer at this instant. */
  waitlistDue(at: number): Promise<string[]> {
    return clinicsDue(this.env.APPOINTMENT_DB, at)
  }
}
