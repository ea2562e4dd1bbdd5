import { WorkerEntrypoint } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { perform, type Scope } from '#shared/context'
import { forgetKeys } from '#shared/ledger'
import { forgetSettled, type OutboxEntry, settle, takePending } from '#shared/outbox'
import type { Answer, Page } from '#shared/result'
import { absences, addAbsence, getAbsence, removeAbsence } from './absences.ts'
import { addStaff } from './add.ts'
import { getAvailability, listAvailability, removeAvailability, setAvailability } from './availability.ts'
import { bySlug } from './by-slug.ts'
import { archive, changeStaff, restore } from './change.ts'
import { changeClinic, getClinic } from './clinic.ts'
import type * as clinic from './clinic-contract.ts'
import { addClosure, closures, getClosure, removeClosure } from './closures.ts'
import type * as contract from './contract.ts'
import { found } from './found.ts'
import { hours, hoursIn } from './hours.ts'
import { addOpening, getOpening, openings, removeOpening } from './openings.ts'
import { cards, expiringLicences, getStaff, listStaff, specialties } from './read.ts'

type Invalid = 'invalid_request'
type Lost = 'not_found' | 'stale'

/** The clinic itself and who works there. Reachable over service bindings only. */
export default class StaffWorker extends WorkerEntrypoint<StaffEnv> {
  #as(actor: Actor): Scope<StaffEnv> {
    return { env: this.env, database: this.env.STAFF_DB, actor }
  }

  override fetch() {
    return new Response(null, { status: 404 })
  }

  async health(): Promise<true> {
    await this.env.STAFF_DB.prepare('SELECT 1').first()
    return true
  }

  /** Each minute, for no one in particular: what has served its time goes. `at` is the sweep's instant. */
  async sweep(at: number): Promise<void> {
    await forgetKeys(this.env.STAFF_DB, at)
    await forgetSettled(drizzle(this.env.STAFF_DB), at)
  }

  // For the sweep: what this Worker's writes have left to do elsewhere. It acts for no one, so it keeps its own clock.
  pending(limit: number): Promise<OutboxEntry[]> {
    return takePending(drizzle(this.env.STAFF_DB), limit, Date.now())
  }

  settled(ids: string[]): Promise<void> {
    return settle(drizzle(this.env.STAFF_DB), ids, Date.now())
  }

  // The clinic
  found(actor: Actor, input: clinic.FoundClinic): Answer<clinic.Clinic, 'slug_taken' | Invalid> {
    return perform(this.#as(actor), 'clinic.found', found, input)
  }

  clinic(actor: Actor): Answer<clinic.Clinic, 'not_found'> {
    return perform(this.#as(actor), 'clinic.read', getClinic, undefined)
  }

  bySlug(actor: Actor, slug: string): Answer<clinic.PublicClinic, 'not_found'> {
    return perform(this.#as(actor), 'clinic.find', bySlug, slug)
  }

  changeClinic(
    actor: Actor,
    input: { version: number; change: clinic.ChangeClinic },
  ): Answer<clinic.Clinic, Lost | 'slug_taken'> {
    return perform(this.#as(actor), 'clinic.change', changeClinic, input)
  }

  closures(actor: Actor, input: contract.ListTimesOff): Answer<Page<clinic.Closure>, Invalid> {
    return perform(this.#as(actor), 'closure.read', closures, input)
  }

  addClosure(actor: Actor, input: clinic.AddClosure): Answer<clinic.Closure, Invalid> {
    return perform(this.#as(actor), 'closure.change', addClosure, input, getClosure)
  }

  removeClosure(actor: Actor, input: { id: string; version: number }): Answer<null, Lost> {
    return perform(this.#as(actor), 'closure.change', removeClosure, input)
  }

  // Who works there
  add(actor: Actor, input: contract.AddStaff): Answer<contract.StaffMember> {
    return perform(this.#as(actor), 'staff.change', addStaff, input, getStaff)
  }

  get(actor: Actor, id: string): Answer<contract.StaffMember, 'not_found'> {
    return perform(this.#as(actor), 'staff.read', getStaff, id)
  }

  list(actor: Actor, input: contract.ListStaff): Answer<Page<contract.StaffMember>, Invalid> {
    return perform(this.#as(actor), 'staff.read', listStaff, input)
  }

  cards(actor: Actor, ids: string[]): Answer<contract.StaffStanding[]> {
    return perform(this.#as(actor), 'staff.read', cards, ids)
  }

  specialties(actor: Actor): Answer<contract.Specialties> {
    return perform(this.#as(actor), 'staff.read', specialties, undefined)
  }

  expiringLicences(actor: Actor, input: { before: string }): Answer<contract.ExpiringLicences> {
    return perform(this.#as(actor), 'dashboard.read', expiringLicences, input)
  }

  change(
    actor: Actor,
    input: { id: string; version: number; change: contract.ChangeStaff },
  ): Answer<contract.StaffMember, Lost> {
    return perform(this.#as(actor), 'staff.change', changeStaff, input)
  }

  archive(
    actor: Actor,
    input: { id: string; version?: number; archive: contract.ArchiveStaff },
  ): Answer<contract.StaffMember, Lost> {
    return perform(this.#as(actor), 'staff.change', archive, input, getStaff)
  }

  restore(actor: Actor, input: { id: string; version?: number }): Answer<contract.StaffMember, Lost> {
    return perform(this.#as(actor), 'staff.change', restore, input, getStaff)
  }

  // When they are there
  hours(actor: Actor, input: contract.AskHours): Answer<contract.Hours, Invalid> {
    return perform(this.#as(actor), 'availability.read', hours, input)
  }

  /** For other Workers: the hours of many days that lie apart. */
  hoursIn(actor: Actor, input: contract.AskHoursIn): Answer<contract.Hours, Invalid> {
    return perform(this.#as(actor), 'availability.read', hoursIn, input)
  }

  listAvailability(
    actor: Actor,
    input: { staffId: string; list: contract.ListAvailability },
  ): Answer<Page<contract.Availability>, 'not_found' | Invalid> {
    return perform(this.#as(actor), 'availability.read', listAvailability, input)
  }

  getAvailability(
    actor: Actor,
    input: { staffId: string; validFrom: string },
  ): Answer<contract.Availability, 'not_found'> {
    return perform(this.#as(actor), 'availability.read', getAvailability, input)
  }

  setAvailability(
    actor: Actor,
    input: { staffId: string; validFrom: string; version?: number; week: contract.SetAvailability },
  ): Answer<contract.Availability, Lost | 'sessions_overlap' | 'if_match_required' | Invalid> {
    return perform(this.#as(actor), 'availability.change', setAvailability, input)
  }

  removeAvailability(actor: Actor, input: { staffId: string; validFrom: string; version: number }): Answer<null, Lost> {
    return perform(this.#as(actor), 'availability.change', removeAvailability, input)
  }

  absences(
    actor: Actor,
    input: { staffId: string; list: contract.ListTimesOff },
  ): Answer<Page<contract.Absence>, 'not_found' | Invalid> {
    return perform(this.#as(actor), 'absence.read', absences, input)
  }

  addAbsence(
    actor: Actor,
    input: { staffId: string; absence: contract.AddAbsence },
  ): Answer<contract.Absence, 'not_found' | Invalid> {
    return perform(this.#as(actor), 'absence.change', addAbsence, input, getAbsence)
  }

  removeAbsence(actor: Actor, input: { staffId: string; id: string; version: number }): Answer<null, Lost> {
    return perform(this.#as(actor), 'absence.change', removeAbsence, input)
  }

  openings(
    actor: Actor,
    input: { staffId: string; list: contract.ListTimesOff },
  ): Answer<Page<contract.Opening>, 'not_found' | Invalid> {
    return perform(this.#as(actor), 'opening.read', openings, input)
  }

  addOpening(
    actor: Actor,
    input: { staffId: string; opening: contract.AddOpening },
  ): Answer<contract.Opening, 'not_found' | Invalid> {
    return perform(this.#as(actor), 'opening.change', addOpening, input, getOpening)
  }

  removeOpening(actor: Actor, input: { staffId: string; id: string; version: number }): Answer<contract.Opening, Lost> {
    return perform(this.#as(actor), 'opening.change', removeOpening, input)
  }
}
