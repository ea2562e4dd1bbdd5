import { WorkerEntrypoint } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { perform, type Scope } from '#shared/context'
import { forgetKeys } from '#shared/ledger'
import { forgetSettled, type OutboxEntry, settle, takePending } from '#shared/outbox'
import type { Answer, Page } from '#shared/result'
import type {
  ChartSummary,
  Encounter,
  EncounterLine,
  ListEncounters,
  ListObservations,
  Note,
  Observation,
  Observations,
  OpenEncounter,
  OpenedEncounter,
  RecordObservation,
  RecordObservations,
  TimelineEntry,
  Unsigned,
} from './contract.ts'
import { getEncounter, listEncounters } from './encounters.ts'
import {
  type AddNoteInput,
  addNote,
  type ChangeNoteInput,
  changeNote,
  getNote,
  type NoteFailure,
  type SignNoteInput,
  signNote,
} from './notes.ts'
import { getBatch, getObservation, listObservations, type RetractInput, retractObservation } from './observations.ts'
import { type ObserveFailure, observe, observeAll } from './observe.ts'
import { created, type OpenFailure, openEncounter } from './open.ts'
import { type RetractEncounterInput, type RetractFailure, retractEncounter } from './retract.ts'
import { type SaveFailure, type SaveSoapInput, saveSoap } from './save.ts'
import { type SignInput, signEncounter } from './sign.ts'
import { chartSummary, unsigned, unsignedCount } from './summary.ts'
import { readTimeline, type TimelineInput } from './timeline.ts'
import { whose } from './whose.ts'

/** The clinical record. Reachable over service bindings only. */
export default class RecordWorker extends WorkerEntrypoint<RecordEnv> {
  #as(actor: Actor): Scope<RecordEnv> {
    return { env: this.env, database: this.env.RECORD_DB, actor }
  }

  override fetch() {
    return new Response(null, { status: 404 })
  }

  async health(): Promise<true> {
    await this.env.RECORD_DB.prepare('SELECT 1').first()
    return true
  }

  /** Each minute, for no one in particular: what has served its time goes. `at` is the sweep's instant. */
  async sweep(at: number): Promise<void> {
    await forgetKeys(this.env.RECORD_DB, at)
    await forgetSettled(drizzle(this.env.RECORD_DB), at)
  }

  // For the sweep: what this Worker's writes have left to do elsewhere. It acts for no one, so it keeps its own clock.
  pending(limit: number): Promise<OutboxEntry[]> {
    return takePending(drizzle(this.env.RECORD_DB), limit, Date.now())
  }

  settled(ids: string[]): Promise<void> {
    return settle(drizzle(this.env.RECORD_DB), ids, Date.now())
  }

  /** Whose objects are, for the access log. */
  whose(actor: Actor, ids: string[]): Answer<string[]> {
    return perform(this.#as(actor), 'object.whose', whose, ids)
  }

  open(actor: Actor, input: OpenEncounter): Answer<OpenedEncounter, OpenFailure> {
    return perform(this.#as(actor), 'encounter.write', openEncounter, input, created)
  }

  list(actor: Actor, input: ListEncounters): Answer<Page<EncounterLine>, 'invalid_request'> {
    return perform(this.#as(actor), 'encounter.read', listEncounters, input)
  }

  get(actor: Actor, id: string): Answer<Encounter, 'not_found'> {
    return perform(this.#as(actor), 'encounter.read', getEncounter, id)
  }

  saveSoap(actor: Actor, input: SaveSoapInput): Answer<Encounter, SaveFailure> {
    return perform(this.#as(actor), 'soap.write', saveSoap, input)
  }

  sign(actor: Actor, input: SignInput): Answer<Encounter, SaveFailure | 'empty_note'> {
    return perform(this.#as(actor), 'soap.sign', signEncounter, input, getEncounter)
  }

  retract(actor: Actor, input: RetractEncounterInput): Answer<Encounter, RetractFailure> {
    return perform(this.#as(actor), 'encounter.retract', retractEncounter, input, getEncounter)
  }

  addNote(actor: Actor, input: AddNoteInput): Answer<Note, NoteFailure> {
    return perform(this.#as(actor), 'note.write', addNote, input, getNote)
  }

  changeNote(actor: Actor, input: ChangeNoteInput): Answer<Note, NoteFailure> {
    return perform(this.#as(actor), 'note.write', changeNote, input)
  }

  signNote(actor: Actor, input: SignNoteInput): Answer<Note, NoteFailure> {
    return perform(this.#as(actor), 'note.sign', signNote, input, getNote)
  }

  observe(actor: Actor, input: RecordObservation): Answer<Observation, ObserveFailure> {
    return perform(this.#as(actor), 'observation.write', observe, input, getObservation)
  }

  observeAll(actor: Actor, input: RecordObservations): Answer<Observations, ObserveFailure> {
    return perform(this.#as(actor), 'observation.write', observeAll, input, getBatch)
  }

  listObservations(actor: Actor, input: ListObservations): Answer<Page<Observation>, 'invalid_request'> {
    return perform(this.#as(actor), 'observation.read', listObservations, input)
  }

  getObservation(actor: Actor, id: string): Answer<Observation, 'not_found'> {
    return perform(this.#as(actor), 'observation.read', getObservation, id)
  }

  retractObservation(
    actor: Actor,
    input: RetractInput,
  ): Answer<Observation, 'not_found' | 'signed' | 'stale' | 'wrong_status'> {
    return perform(this.#as(actor), 'observation.write', retractObservation, input, getObservation)
  }

  timeline(actor: Actor, input: TimelineInput): Answer<Page<TimelineEntry>, 'not_found' | 'invalid_request'> {
    return perform(this.#as(actor), 'timeline.read', readTimeline, input)
  }

  summary(actor: Actor, patientId: string): Answer<ChartSummary, 'not_found'> {
    return perform(this.#as(actor), 'timeline.read', chartSummary, patientId)
  }

  unsigned(actor: Actor): Answer<Unsigned> {
    return perform(this.#as(actor), 'note.write', unsigned, undefined)
  }

  unsignedCount(actor: Actor): Answer<{ count: number }> {
    return perform(this.#as(actor), 'dashboard.read', unsignedCount, undefined)
  }
}
