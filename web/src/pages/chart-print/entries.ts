import type { Encounter, EncounterLine, Note, Observation, TimelineEntry } from '../../api/charts.ts'

/** One visit of the printed chart, or what was recorded without one. */
export interface Chapter {
  key: string
  encounter?: EncounterLine
  notes: Note[]
  observations: Observation[]
}

/** The entries of a range by visit, the latest visit first; what belongs to none of them at the end. */
export function chaptersOf(entries: readonly TimelineEntry[]): Chapter[] {
  const chapters = new Map<string, Chapter>()
  for (const entry of entries)
    if (entry.kind === 'encounter')
      chapters.set(entry.id, { key: entry.id, encounter: entry.encounter, notes: [], observations: [] })
  const apart: Chapter = { key: 'apart', notes: [], observations: [] }
  // They come newest first; on paper a visit is read as it went.
  for (const entry of [...entries].reverse()) {
    if (entry.kind === 'note') (chapters.get(entry.note.encounterId) ?? apart).notes.push(entry.note)
    if (entry.kind === 'observation')
      (chapters.get(entry.observation.encounterId ?? '') ?? apart).observations.push(entry.observation)
  }
  const some = apart.notes.length + apart.observations.length > 0
  return [...chapters.values(), ...(some ? [apart] : [])]
}

/** One visit alone. */
export function chapterOf(encounter: Encounter): Chapter {
  const { note, notes, observations } = encounter
  return { key: encounter.id, encounter, notes: [...notes, ...(note ? [note] : [])], observations }
}
