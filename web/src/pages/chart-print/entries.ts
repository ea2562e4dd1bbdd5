import type { Encounter, EncounterLine, Note, Observation, TimelineEntry } from '../../api/charts.ts'

/** One visit of the printed chart, or what was recorded without one. */
export interface PrintedVisit {
  key: string
  encounter?: EncounterLine
  notes: Note[]
  observations: Observation[]
}

/** The entries of a range by visit, the latest visit first; what belongs to none of them at the end. */
export function visitsOf(entries: readonly TimelineEntry[]): PrintedVisit[] {
  const visits = new Map<string, PrintedVisit>()
  for (const entry of entries)
    if (entry.kind === 'encounter')
      visits.set(entry.id, { key: entry.id, encounter: entry.encounter, notes: [], observations: [] })
  const unattached: PrintedVisit = { key: 'apart', notes: [], observations: [] }
  // They come newest first; on paper a visit is read as it went.
  for (const entry of [...entries].reverse()) {
    if (entry.kind === 'note') (visits.get(entry.note.encounterId) ?? unattached).notes.push(entry.note)
    if (entry.kind === 'observation')
      (visits.get(entry.observation.encounterId ?? '') ?? unattached).observations.push(entry.observation)
  }
  const hasAny = unattached.notes.length + unattached.observations.length > 0
  return [...visits.values(), ...(hasAny ? [unattached] : [])]
}

/** One visit alone. */
export function visitOf(encounter: Encounter): PrintedVisit {
  const { note, notes, observations } = encounter
  return { key: encounter.id, encounter, notes: [...notes, ...(note ? [note] : [])], observations }
}
