import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { changeClinic } from './clinic/change.ts'
import { addClosure } from './clinic/closures/add.ts'
import { getClosure } from './clinic/closures/get.ts'
import { listClosures } from './clinic/closures/list.ts'
import { removeClosure } from './clinic/closures/remove.ts'
import { createClinic } from './clinic/create.ts'
import { findClinicBySlug } from './clinic/find-by-slug.ts'
import { getClinic } from './clinic/get.ts'
import { addAbsence } from './hours/absences/add.ts'
import { getAbsence } from './hours/absences/get.ts'
import { listAbsences } from './hours/absences/list.ts'
import { removeAbsence } from './hours/absences/remove.ts'
import { getAvailability } from './hours/availability/get.ts'
import { listAvailability } from './hours/availability/list.ts'
import { removeAvailability } from './hours/availability/remove.ts'
import { setAvailability } from './hours/availability/set.ts'
import { addOpening } from './hours/openings/add.ts'
import { getOpening } from './hours/openings/get.ts'
import { listOpenings } from './hours/openings/list.ts'
import { removeOpening } from './hours/openings/remove.ts'
import { readHours } from './hours/read.ts'
import { readHoursOfDays } from './hours/read-days.ts'
import { addStaff } from './profiles/add.ts'
import { archive } from './profiles/archive.ts'
import { cards } from './profiles/cards.ts'
import { changeStaff } from './profiles/change.ts'
import { expiringLicences } from './profiles/expiring-licences.ts'
import { getStaff } from './profiles/get.ts'
import { listStaff } from './profiles/list.ts'
import { restore } from './profiles/restore.ts'
import { specialties } from './profiles/specialties.ts'

const verbs = {
  'clinic.found': createClinic,
  'clinic.find': findClinicBySlug,
  'clinic.read': getClinic,
  'clinic.change': changeClinic,
  'closure.list': listClosures,
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

  'hours.read': readHours,
  'hours.read_days': readHoursOfDays,
  'availability.list': listAvailability,
  'availability.read': getAvailability,
  'availability.change': setAvailability,
  'availability.remove': removeAvailability,
  'absence.list': listAbsences,
  'absence.add': [addAbsence, getAbsence],
  'absence.remove': removeAbsence,
  'opening.list': listOpenings,
  'opening.add': [addOpening, getOpening],
  'opening.remove': removeOpening,
} as const satisfies VerbTable

export type StaffVerbs = WorkerVerbs<typeof verbs>

/** The clinic itself and who works there. Reachable over service bindings only. */
export default class StaffWorker extends entrypoint<StaffEnv, typeof verbs>(verbs, env => env.STAFF_DB) {}
