import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { changeClinic } from './clinic/change.ts'
import { addClosure } from './clinic/closures/add.ts'
import { listClosures } from './clinic/closures/list.ts'
import { readClosure } from './clinic/closures/read.ts'
import { removeClosure } from './clinic/closures/remove.ts'
import { createClinic } from './clinic/create.ts'
import { findClinicBySlug } from './clinic/find-by-slug.ts'
import { readClinic } from './clinic/read.ts'
import { addAbsence } from './hours/absences/add.ts'
import { listAbsences } from './hours/absences/list.ts'
import { readAbsence } from './hours/absences/read.ts'
import { removeAbsence } from './hours/absences/remove.ts'
import { listAvailability } from './hours/availability/list.ts'
import { readAvailability } from './hours/availability/read.ts'
import { removeAvailability } from './hours/availability/remove.ts'
import { setAvailability } from './hours/availability/set.ts'
import { addOpening } from './hours/openings/add.ts'
import { listOpenings } from './hours/openings/list.ts'
import { readOpening } from './hours/openings/read.ts'
import { removeOpening } from './hours/openings/remove.ts'
import { readHours } from './hours/read.ts'
import { readHoursOfDays } from './hours/read-days.ts'
import { addStaff } from './profiles/add.ts'
import { archive } from './profiles/archive.ts'
import { cards } from './profiles/cards.ts'
import { changeStaff } from './profiles/change.ts'
import { expiringLicences } from './profiles/expiring-licences.ts'
import { listStaff } from './profiles/list.ts'
import { readStaff } from './profiles/read.ts'
import { restore } from './profiles/restore.ts'
import { specialties } from './profiles/specialties.ts'

const verbs = {
  'clinic.found': createClinic,
  'clinic.find': findClinicBySlug,
  'clinic.read': readClinic,
  'clinic.change': changeClinic,
  'closure.list': listClosures,
  'closure.add': [addClosure, readClosure],
  'closure.remove': removeClosure,

  'staff.add': [addStaff, readStaff],
  'staff.read': readStaff,
  'staff.list': listStaff,
  'staff.cards': cards,
  'staff.specialties': specialties,
  'staff.expiring_licences': expiringLicences,
  'staff.change': changeStaff,
  'staff.archive': [archive, readStaff],
  'staff.restore': [restore, readStaff],

  'hours.read': readHours,
  'hours.read_days': readHoursOfDays,
  'availability.list': listAvailability,
  'availability.read': readAvailability,
  'availability.change': setAvailability,
  'availability.remove': removeAvailability,
  'absence.list': listAbsences,
  'absence.add': [addAbsence, readAbsence],
  'absence.remove': removeAbsence,
  'opening.list': listOpenings,
  'opening.add': [addOpening, readOpening],
  'opening.remove': removeOpening,
} as const satisfies VerbTable

export type StaffVerbs = WorkerVerbs<typeof verbs>

/** The clinic itself and who works there. Reachable over service bindings only. */
export default class StaffWorker extends entrypoint<StaffEnv, typeof verbs>(verbs, env => env.STAFF_DB) {}
