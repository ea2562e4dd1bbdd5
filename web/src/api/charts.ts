import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AppointmentItem } from '../../../workers/appointment/visits/contract.ts'
import type { Patient } from '../../../workers/patient/patients/contract.ts'
import type { Encounter, EncounterLine } from '../../../workers/record/encounters/contract.ts'
import type { Note, SaveSoap } from '../../../workers/record/notes/contract.ts'
import type { Observation, Observations, RecordObservation } from '../../../workers/record/observations/contract.ts'
import type { TimelineEntry, Trend, timelineKinds } from '../../../workers/record/timeline/contract.ts'
import { api, call, idempotencyKey, ifMatch } from './api.ts'
import { queries } from './query-client.ts'

/** The clinical record over the API. */
export type { Encounter, EncounterLine, Note, Observation, RecordObservation, TimelineEntry, Trend }
export type TimelineKind = (typeof timelineKinds)[number]

interface MissingPart {
  status: 'unavailable' | 'forbidden' | 'reason_required' | 'blocked'
}

/** The chart's first page: every part the reader may see; a part that did not answer carries its status. */
export interface Summary {
  patient: { status: 'ok'; patient: Patient } | MissingPart
  visits: { status: 'ok'; next: AppointmentItem[]; last: AppointmentItem[] } | MissingPart
  vitals: { status: 'ok'; items: Trend[] } | MissingPart
  openEncounters: { status: 'ok'; items: EncounterLine[] } | MissingPart
  /** The links to other record numbers of the patient could not be read. */
  linksUnavailable?: true
}

export function summaryOf(patientId: string) {
  return queryOptions({
    queryKey: ['chart', patientId, 'summary'],
    queryFn: () => call(api.patients[':id'].summary.$get({ param: { id: patientId } })),
  })
}

export function timelineOf(patientId: string, kinds: TimelineKind[]) {
  return infiniteQueryOptions({
    queryKey: ['chart', patientId, 'timeline', kinds],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: '40',
        ...(kinds.length > 0 ? { kinds: kinds.join(',') } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      }
      return call(api.patients[':id'].timeline.$get({ param: { id: patientId }, query }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

/** Entries that one print holds. */
export const maxPrinted = 1_000

/** Everything from one date until before another, newest first, all of it at once; at most `maxPrinted` entries. */
export function timelineWithin(patientId: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['chart', patientId, 'within', from, to],
    queryFn: async () => {
      const items: TimelineEntry[] = []
      for (let cursor: string | null = ''; cursor !== null && items.length < maxPrinted; ) {
        const query = { from, to, limit: '100', ...(cursor ? { cursor } : {}) }
        const page: { items: TimelineEntry[]; nextCursor: string | null } = await call(
          api.patients[':id'].timeline.$get({ param: { id: patientId }, query }),
        )
        items.push(...page.items)
        cursor = page.nextCursor
      }
      return items
    },
  })
}

export function encounterOf(id: string) {
  return queryOptions({
    queryKey: ['encounter', id],
    queryFn: () => call(api.encounters[':id'].$get({ param: { id } })),
  })
}

/** Encounters that the signed-in clinician has not signed: how many, and the oldest first. */
export const unsignedQuery = queryOptions({
  queryKey: ['encounters', 'unsigned'],
  queryFn: () => call(api.encounters.unsigned.$get()),
})

/** Cache the encounter that the server returned, and invalidate the charts that show it. */
function cacheEncounter(encounter: Encounter): Encounter {
  queries.setQueryData(['encounter', encounter.id], encounter)
  void queries.invalidateQueries({ queryKey: ['chart', encounter.patient.id] })
  void queries.invalidateQueries({ queryKey: ['encounters'] })
  return encounter
}

/** Open the record of a visit, or one without a visit. A visit has one: a repeat answers with it. */
export async function openEncounter(
  input: { patientId: string; appointmentId?: string },
  key: string,
): Promise<Encounter> {
  return cacheEncounter(await call(api.encounters.$post({ json: input }, idempotencyKey(key))))
}

/** Save the draft of the SOAP note. The chart around it is not asked again: this happens with every pause in typing. */
export async function saveSoap(id: string, version: number, fields: SaveSoap): Promise<Encounter> {
  const saved = await call(api.encounters[':id'].$patch({ param: { id }, json: fields }, ifMatch(version)))
  queries.setQueryData(['encounter', id], saved)
  return saved
}

export async function signEncounter(id: string, version: number): Promise<Encounter> {
  return cacheEncounter(await call(api.encounters[':id'].sign.$post({ param: { id } }, ifMatch(version))))
}

export async function retractEncounter(id: string, version: number, reason: string): Promise<Encounter> {
  const { retract } = api.encounters[':id']
  return cacheEncounter(await call(retract.$post({ param: { id }, json: { reason } }, ifMatch(version))))
}

const { notes } = api.encounters[':id']

/** The notes beside the SOAP note; each change is seen in its encounter. */
async function cacheNote(encounterId: string, request: Promise<Note>): Promise<Note> {
  const note = await request
  queries.setQueryData<Encounter>(['encounter', encounterId], encounter => {
    if (!encounter) return encounter
    const others = encounter.notes.filter(one => one.id !== note.id)
    const notes = [...others, note].sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    return { ...encounter, notes }
  })
  return note
}

export function addNote(encounterId: string, kind: 'nursing' | 'progress', text: string, key: string): Promise<Note> {
  const request = notes.$post({ param: { id: encounterId }, json: { kind, text } }, idempotencyKey(key))
  return cacheNote(encounterId, call(request))
}
export function changeNote(encounterId: string, noteId: string, version: number, text: string): Promise<Note> {
  const param = { id: encounterId, noteId }
  return cacheNote(encounterId, call(notes[':noteId'].$patch({ param, json: { text } }, ifMatch(version))))
}
export function signNote(encounterId: string, noteId: string, version: number): Promise<Note> {
  const param = { id: encounterId, noteId }
  return cacheNote(encounterId, call(notes[':noteId'].sign.$post({ param }, ifMatch(version))))
}

async function invalidateChartAfter<T>(
  encounterId: string | undefined,
  patientId: string,
  request: Promise<T>,
): Promise<T> {
  const answer = await request
  if (encounterId) void queries.invalidateQueries({ queryKey: ['encounter', encounterId] })
  void queries.invalidateQueries({ queryKey: ['chart', patientId] })
  return answer
}

/** All of them or none. */
export function recordVitals(items: RecordObservation[], key: string): Promise<Observations> {
  const [first] = items
  return invalidateChartAfter(
    first?.encounterId,
    first?.patientId ?? '',
    call(api.observations.batch.$post({ json: { items } }, idempotencyKey(key))),
  )
}

export function retractObservation(one: Observation, reason: string): Promise<Observation> {
  const { retract } = api.observations[':id']
  const request = retract.$post({ param: { id: one.id }, json: { reason } }, ifMatch(one.version))
  return invalidateChartAfter(one.encounterId, one.patientId, call(request))
}
