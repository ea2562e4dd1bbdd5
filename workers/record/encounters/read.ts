import { and, asc, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { note } from '../notes/schema.ts'
import { observation } from '../observations/schema.ts'
import { names } from '../other-workers.ts'
import { visibleEncounters } from './conditions.ts'
import type { Encounter } from './contract.ts'
import { encounter } from './schema.ts'
import { toEncounter } from './view.ts'

/** Entries of one encounter that are shown with it. */
const shownEntries = 500

/** One encounter with its notes and observations. Drafts are for clinicians: a patient sees what is signed. */
export async function readEncounter(context: Context<RecordEnv>, id: string): Promise<Result<Encounter, 'not_found'>> {
  const { env, actor, db, clinicId, reach } = context
  const {
    row: [row],
    notes,
    observations,
  } = await batch(db, {
    row: db
      .select()
      .from(encounter)
      .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id), visibleEncounters(context))),
    notes: db
      .select()
      .from(note)
      .where(
        and(
          eq(note.clinicId, clinicId),
          eq(note.encounterId, id),
          reach === 'own' ? eq(note.status, 'signed') : undefined,
        ),
      )
      .orderBy(asc(note.createdAt), asc(note.id))
      .limit(shownEntries),
    observations: db
      .select()
      .from(observation)
      .where(and(eq(observation.clinicId, clinicId), eq(observation.encounterId, id)))
      .orderBy(asc(observation.observedAt), asc(observation.id))
      .limit(shownEntries),
  })
  if (!row) return fail('not_found')
  return ok(toEncounter(row, await names(env, actor, [row]), notes, observations))
}
