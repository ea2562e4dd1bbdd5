import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { bySlug } from './clinic/by-slug.ts'
import { changeClinic, getClinic } from './clinic/clinic.ts'
import { addClosure, closures, getClosure, removeClosure } from './clinic/closures.ts'
import { found } from './clinic/found.ts'
import { absences, addAbsence, getAbsence, removeAbsence } from './hours/absences.ts'
import { getAvailability, listAvailability, removeAvailability, setAvailability } from './hours/availability.ts'
import { hours, hoursIn } from './hours/hours.ts'
import { addOpening, getOpening, openings, removeOpening } from './hours/openings.ts'
import { addStaff } from './profiles/add.ts'
import { archive, changeStaff, restore } from './profiles/change.ts'
import { cards, expiringLicences, getStaff, listStaff, specialties } from './profiles/read.ts'

const verbs = {
  'clinic.found': found,
  'clinic.find': bySlug,
  'clinic.read': getClinic,
  'clinic.change': changeClinic,
  'closure.list': closures,
  'closure.add': [addClosure, getClosure],
  'closure.remove': removeClosure,

  'staff.add': [addStaff, getStaff],
  'staff.read': getStaff,
  'staff.list': listStaff,
  'staff.cards': cards,
  'staff.specialties': specialties,
  'staff.expiring_licences': expiringLicences,
  'staff.change': changeStaff,
  'staff.archive': [archive, getStaff],
  'staff.restore': [restore, getStaff],

  'hours.read': hours,
  'hours.read_days': hoursIn,
  'availability.list': listAvailability,
  'availability.read': getAvailability,
  'availability.change': setAvailability,
  'availability.remove': removeAvailability,
  'absence.list': absences,
  'absence.add': [addAbsence, getAbsence],
  'absence.remove': removeAbsence,
  'opening.list': openings,
  'opening.add': [addOpening, getOpening],
  'opening.remove': removeOpening,
} as const satisfies VerbTable

export type StaffVerbs = WorkerVerbs<typeof verbs>

/** The clinic itself and who works there. Reachable over service bindings only. */
export default class StaffWorker extends entrypoint<StaffEnv, typeof verbs>(verbs, env => env.STAFF_DB) {}
