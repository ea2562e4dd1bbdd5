import * as v from 'valibot'
import { linkedPage, links, moment, paging, wordsText } from '#shared/input/text'
import { EncounterLine } from '../encounters/contract.ts'
import { Note } from '../notes/contract.ts'
import { Observation } from '../observations/contract.ts'

export const timelineKinds = ['encounter', 'note', 'observation'] as const

export const ReadTimeline = v.strictObject({
  from: v.optional(moment),
  to: v.optional(moment),
  kinds: v.optional(wordsText(timelineKinds)),
  limit: paging.limit,
  cursor: paging.cursor,
})

export type ReadTimeline = v.InferOutput<typeof ReadTimeline>

const entry = { id: v.string(), at: v.string() }

export const TimelineEntry = v.variant('kind', [
  v.object({ kind: v.literal('encounter'), ...entry, encounter: EncounterLine }),
  v.object({ kind: v.literal('note'), ...entry, note: Note }),
  v.object({ kind: v.literal('observation'), ...entry, observation: Observation }),
])

export type TimelineEntry = v.InferOutput<typeof TimelineEntry>

export const TimelinePage = linkedPage(TimelineEntry)

/** The last values of one code, newest first, at most eight: enough for a small trend. */
export const Trend = v.object({ code: v.string(), name: v.optional(v.string()), values: v.array(Observation) })

export type Trend = v.InferOutput<typeof Trend>

/** The clinical part of a patient's summary. */
export const ChartSummary = v.object({ vitals: v.array(Trend), openEncounters: v.array(EncounterLine), ...links })

export type ChartSummary = v.InferOutput<typeof ChartSummary>
