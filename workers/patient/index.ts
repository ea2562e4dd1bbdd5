import { WorkerEntrypoint } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { perform, type Scope } from '#shared/context'
import { forgetKeys } from '#shared/ledger'
import { forgetSettled, type OutboxEntry, settle, takePending } from '#shared/outbox'
import type { Answer, Page } from '#shared/result'
import { archive, restore } from './archive.ts'
import { change } from './change.ts'
import type {
  ChangePatient,
  ImportPatients,
  ImportVerdicts,
  Linked,
  LinkedPerson,
  ListPatients,
  MatchCandidates,
  MatchPatient,
  Patient,
  PatientFigures,
  PatientListItem,
  PatientStanding,
  RegisterPatient,
  Unmerged,
} from './contract.ts'
import { figures } from './figures.ts'
import { importRows } from './import.ts'
import { linked, persons } from './links.ts'
import { list } from './list.ts'
import { match } from './match.ts'
import { merge } from './merge.ts'
import { cards, getPatient } from './read.ts'
import { register, registerOnline } from './register.ts'
import { unmerge, unmerged } from './unmerge.ts'
import { verify } from './verify.ts'

/** Who the patient is. Reachable over service bindings only. */
export default class PatientWorker extends WorkerEntrypoint<PatientEnv> {
  #as(actor: Actor): Scope<PatientEnv> {
    return { env: this.env, database: this.env.PATIENT_DB, actor }
  }

  override fetch() {
    return new Response(null, { status: 404 })
  }

  async health(): Promise<true> {
    await this.env.PATIENT_DB.prepare('SELECT 1').first()
    return true
  }

  /** Each minute, for no one in particular: what has served its time goes. `at` is the sweep's instant. */
  async sweep(at: number): Promise<void> {
    await forgetKeys(this.env.PATIENT_DB, at)
    await forgetSettled(drizzle(this.env.PATIENT_DB), at)
  }

  // For the sweep: what this Worker's writes have left to do elsewhere. It acts for no one, so it keeps its own clock.
  pending(limit: number): Promise<OutboxEntry[]> {
    return takePending(drizzle(this.env.PATIENT_DB), limit, Date.now())
  }

  settled(ids: string[]): Promise<void> {
    return settle(drizzle(this.env.PATIENT_DB), ids, Date.now())
  }

  register(
    actor: Actor,
    input: RegisterPatient,
  ): Answer<Patient, 'identifier_taken' | 'patient_not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'patient.register', register, input, getPatient)
  }

  registerOnline(
    actor: Actor,
    input: RegisterPatient,
  ): Answer<Patient, 'identifier_taken' | 'patient_not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'patient.register_online', registerOnline, input, getPatient)
  }

  verify(
    actor: Actor,
    input: { id: string; version?: number },
  ): Answer<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'> {
    return perform(this.#as(actor), 'patient.change', verify, input, getPatient)
  }

  get(actor: Actor, id: string): Answer<Patient, 'not_found'> {
    return perform(this.#as(actor), 'patient.read', getPatient, id)
  }

  list(actor: Actor, input: ListPatients): Answer<Page<PatientListItem>, 'invalid_request'> {
    return perform(this.#as(actor), 'patient.search', list, input)
  }

  change(
    actor: Actor,
    id: string,
    version: number,
    patch: ChangePatient,
  ): Answer<Patient, 'not_found' | 'stale' | 'merged' | 'identifier_taken' | 'patient_not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'patient.change_contact', change, { id, version, patch })
  }

  archive(
    actor: Actor,
    id: string,
    version?: number,
  ): Answer<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'> {
    return perform(this.#as(actor), 'patient.archive', archive, { id, version }, getPatient)
  }

  restore(
    actor: Actor,
    id: string,
    version?: number,
  ): Answer<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'> {
    return perform(this.#as(actor), 'patient.archive', restore, { id, version }, getPatient)
  }

  merge(
    actor: Actor,
    input: { id: string; intoId: string; version?: number },
  ): Answer<Patient, 'not_found' | 'stale' | 'patient_not_found' | 'merged' | 'invalid_request'> {
    return perform(this.#as(actor), 'patient.merge', merge, input, getPatient)
  }

  unmerge(
    actor: Actor,
    input: { id: string; version?: number },
  ): Answer<Unmerged, 'not_found' | 'stale' | 'wrong_status'> {
    return perform(this.#as(actor), 'patient.merge', unmerge, input, unmerged)
  }

  match(actor: Actor, input: MatchPatient): Answer<MatchCandidates> {
    return perform(this.#as(actor), 'patient.match', match, input)
  }

  importRows(actor: Actor, input: ImportPatients): Answer<ImportVerdicts> {
    return perform(this.#as(actor), 'patient.import', importRows, input, context =>
      importRows({ ...context, actor: { ...context.actor, repeat: undefined } }, input),
    )
  }

  cards(actor: Actor, ids: string[]): Answer<PatientStanding[]> {
    return perform(this.#as(actor), 'patient.read', cards, ids)
  }

  linked(actor: Actor, id: string): Answer<Linked, 'not_found'> {
    return perform(this.#as(actor), 'patient.read', linked, id)
  }

  persons(actor: Actor, ids: string[]): Answer<LinkedPerson[]> {
    return perform(this.#as(actor), 'patient.read', persons, ids)
  }

  figures(actor: Actor, range: { from: string; to: string }): Answer<PatientFigures, 'invalid_request'> {
    return perform(this.#as(actor), 'dashboard.read', figures, range)
  }
}
