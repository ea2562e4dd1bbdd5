import { and, desc, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import { readForAllIds } from '../all-ids.ts'
import { visibleEncounters } from '../encounters/conditions.ts'
import { type EncounterRow, encounter } from '../encounters/schema.ts'
import { toLine } from '../encounters/view.ts'
import { type NoteRow, note } from '../notes/schema.ts'
import { toNote } from '../notes/view.ts'
import { visibleObservations } from '../observations/conditions.ts'
import { type ObservationRow, observation } from '../observations/schema.ts'
import { toObservation } from '../observations/view.ts'
import { cardsById, names } from '../other-workers.ts'
import { keyset } from '../paging.ts'
import type { Closed } from '../restrictions/guard.ts'
import { type ReadTimeline, type TimelineEntry, timelineKinds } from './contract.ts'

export interface TimelineInput extends ReadTimeline {
  patientId: string
}

type Entry = { at: number; id: string } & (
  | { kind: 'encounter'; row: EncounterRow }
  | { kind: 'note'; row: NoteRow & { inError: number } }
  | { kind: 'observation'; row: ObservationRow }
)

/**
 * What happened to a patient, newest first: encounters by their start, notes by when they were begun, observations by when they were made.
 *
 * Each kind is read from its own index by patient and time, at most a page of each, in one round trip; of a person with several ids under
 * each of them. A patient sees the own signed encounters with their signed notes and their observations.
 *
 * @returns a page, or `not_found` for a patient outside the actor's reach, `invalid_request` for a cursor that is none.
 */
export function readTimeline(context: Context<RecordEnv>, input: TimelineInput): Timeline<Closed> {
  const { actor, reach } = context
  const { patientId } = input
  if (reach === 'own' && !actor.patients.includes(patientId)) return Promise.resolve(fail('not_found'))
  return readForAllIds(context, [patientId], ids => pageOfTimeline(context, input, ids))
}

type Timeline<C extends Closed = never> = Promise<Result<Page<TimelineEntry>, 'not_found' | 'invalid_request' | C>>

async function pageOfTimeline(context: Context<RecordEnv>, input: TimelineInput, ids: string[]): Timeline {
  const { env, actor } = context
  const encounters = place(context, input, encounter.startedAt, encounter.id)
  const notes = place(context, input, note.createdAt, note.id)
  const observations = place(context, input, observation.observedAt, observation.id)
  if (!encounters || !notes || !observations) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])

  const places = { encounters, notes, observations }
  const entries = (await Promise.all(ids.map(id => entriesOf(context, id, input.kinds, places)))).flat()
  entries.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  if (entries.length === 0 && (await isUnknown(context, input.patientId))) return fail('not_found')
  const shown = entries.slice(0, encounters.limit).flatMap(one => (one.kind === 'encounter' ? one.row : []))
  const named = await names(env, actor, shown)
  return ok(
    toPage(
      entries,
      encounters.limit,
      one => [one.at, one.id],
      (one): TimelineEntry => {
        const where = { id: one.id, at: iso(one.at) }
        if (one.kind === 'encounter') return { kind: 'encounter', ...where, encounter: toLine(one.row, named) }
        if (one.kind === 'note') return { kind: 'note', ...where, note: toNote(one.row, one.row.inError === 1) }
        return { kind: 'observation', ...where, observation: toObservation(one.row) }
      },
    ),
  )
}

type Column = Parameters<typeof keyset>[1]

type Place = NonNullable<ReturnType<typeof place>>

/** At most a page of each kind for one id. A person with several ids is read id by id, so that no query reads more than a page. */
async function entriesOf(
  context: Context,
  patientId: string,
  kinds: readonly TimelineEntry['kind'][] = timelineKinds,
  { encounters, notes, observations }: Record<'encounters' | 'notes' | 'observations', Place>,
): Promise<Entry[]> {
  const { db, clinicId } = context
  const limit = (kind: TimelineEntry['kind']) => (kinds.includes(kind) ? encounters.limit + 1 : 0)
  const { encounterRows, noteRows, observationRows } = await batch(db, {
    encounterRows: db
      .select()
      .from(encounter)
      .where(
        and(
          eq(encounter.clinicId, clinicId),
          eq(encounter.patientId, patientId),
          visibleEncounters(context),
          encounters.within,
        ),
      )
      .orderBy(desc(encounter.startedAt), desc(encounter.id))
      .limit(limit('encounter')),
    noteRows: db
      .select({ ...getTableColumns(note), inError: encounterInError })
      .from(note)
      .where(and(eq(note.clinicId, clinicId), eq(note.patientId, patientId), signedNote(context), notes.within))
      .orderBy(desc(note.createdAt), desc(note.id))
      .limit(limit('note')),
    observationRows: db
      .select()
      .from(observation)
      .where(
        and(
          eq(observation.clinicId, clinicId),
          eq(observation.patientId, patientId),
          visibleObservations(context),
          observations.within,
        ),
      )
      .orderBy(desc(observation.observedAt), desc(observation.id))
      .limit(limit('observation')),
  })
  return [
    ...encounterRows.map(row => ({ kind: 'encounter' as const, at: row.startedAt, id: row.id, row })),
    ...noteRows.map(row => ({ kind: 'note' as const, at: row.createdAt, id: row.id, row })),
    ...observationRows.map(row => ({ kind: 'observation' as const, at: row.observedAt, id: row.id, row })),
  ]
}

/** The limit of a page and the filter of one kind's rows: after the cursor, inside the range. */
function place({ actor }: Context, input: TimelineInput, time: Column, id: Column) {
  const start = keyset(input, time, id, 'descending')
  const instant = (text: string) => toInstant(text, actor.timezone)
  return (
    start && {
      limit: start.limit,
      within: and(
        input.from === undefined ? undefined : gte(time, instant(input.from)),
        input.to === undefined ? undefined : lt(time, instant(input.to)),
        start.after,
      ),
    }
  )
}

/** Whether the note's encounter was entered in error. */
const encounterInError = sql<number>`EXISTS (SELECT 1 FROM encounter e WHERE e.id = ${note.encounterId}
    AND e.status = 'entered_in_error')`

/** For a patient: signed notes of signed encounters. */
function signedNote({ reach }: Context): SQL | undefined {
  if (reach === 'all') return undefined
  return and(
    eq(note.status, 'signed'),
    sql`EXISTS (SELECT 1 FROM encounter e WHERE e.id = ${note.encounterId} AND e.signed_at IS NOT NULL)`,
  )
}

/** Whether there is no such patient. Asked only for an empty timeline, which a new patient has too. */
async function isUnknown({ env, actor }: Context<RecordEnv>, patientId: string): Promise<boolean> {
  const cards = await cardsById([patientId], () => env.PATIENT['patient.cards'](actor, [patientId]))
  return cards !== undefined && !cards.has(patientId)
}
