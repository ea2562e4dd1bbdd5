import { type SQL, sql } from 'drizzle-orm'
import { withOpenRecords } from '#shared/actor'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { relatedAmong } from './related.ts'

/** Whose record a request is about: patients by their ids, or the patient of one entry. */
export type Records = { patients: readonly string[] } | { encounter: string } | { observation: string }

/** Why a record stays shut. */
export type Closed = 'reason_required' | 'blocked'

/** Milliseconds for which a note or a visit relates its author to the patient. */
const relatedFor = 90 * 86_400_000

/**
 * Whether these records are open to the asker, in one statement: restricted ones and, where the clinic asks for it, those of patients with
 * whom the asker has nothing to do need a reason of today; an account that a restriction blocks gets in with none.
 *
 * The patient, and whoever reads as somebody who stands for one, is asked nothing, and neither is the system. Unknown ids are open: what is
 * asked about them says itself that there is nothing.
 *
 * @returns the ids of the accesses under which the records are open, or why they are not.
 */
export async function guard(context: Context<RecordEnv>, records: Records): Promise<Result<string[], Closed>> {
  const { actor, reach, db } = context
  if (reach === 'own' || actor.kind !== 'member') return ok([])
  const asked = await db.all<Door>(doors(context, records))
  const own = actor.roles.includes('patient') ? withOpenRecords(actor).patients : []
  const others = asked.filter(door => !own.includes(door.patientId))
  if (others.some(door => door.blocked)) return fail('blocked')
  const shut = others.filter(door => door.access === null)
  const restricted = shut.filter(door => door.restricted).map(door => door.patientId)
  const stranger = shut.filter(door => door.unrelated && !door.restricted).map(door => door.patientId)
  const unrelated = stranger.length > 0 ? await withoutVisit(context, stranger) : []
  if (restricted.length > 0) return fail('reason_required', { why: 'restricted', patientIds: restricted })
  if (unrelated.length > 0) return fail('reason_required', { why: 'unrelated', patientIds: unrelated })
  return ok([...new Set(others.flatMap(door => door.access ?? []))])
}

interface Door {
  patientId: string
  restricted: number
  blocked: number
  /** The access with which the asker has opened the record. */
  access: string | null
  /** The clinic asks those who have nothing to do with the patient, and the asker has written nothing of late. */
  unrelated: number
}

function doors({ clinicId, actor, at }: Context, records: Records): SQL {
  const { accountId, staffId = null } = actor
  const since = at - relatedFor
  return sql`SELECT p.id AS patientId,
    EXISTS (SELECT 1 FROM restricted_patient r WHERE r.clinic_id = ${clinicId} AND r.patient_id = p.id) AS restricted,
    EXISTS (SELECT 1 FROM restricted_patient r JOIN restriction x ON x.clinic_id = r.clinic_id AND x.id = r.restriction_id JOIN json_each(x.blocked) b
      WHERE r.clinic_id = ${clinicId} AND r.patient_id = p.id AND b.value = ${accountId}) AS blocked,
    (SELECT o.access_id FROM opened_record o WHERE o.clinic_id = ${clinicId} AND o.account_id = ${accountId}
      AND o.patient_id = p.id AND o.until > ${at} ORDER BY o.until DESC LIMIT 1) AS access,
    EXISTS (SELECT 1 FROM asking_policy a WHERE a.clinic_id = ${clinicId} AND a.ask_reason = 'unrelated')
      AND NOT EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = ${clinicId} AND n.patient_id = p.id
        AND n.created_at > ${since} AND n.recorded_by_id = ${accountId})
      AND NOT EXISTS (SELECT 1 FROM encounter e WHERE e.clinic_id = ${clinicId} AND e.patient_id = p.id
        AND e.started_at > ${since} AND (e.recorded_by_id = ${accountId} OR e.staff_id = ${staffId})) AS unrelated
    FROM (${patientsOf(clinicId, records)}) p`
}

function patientsOf(clinicId: string, records: Records): SQL {
  if ('patients' in records) return sql`SELECT DISTINCT value AS id FROM json_each(${JSON.stringify(records.patients)})`
  if ('encounter' in records)
    return sql`SELECT patient_id AS id FROM encounter WHERE clinic_id = ${clinicId} AND id = ${records.encounter}`
  return sql`SELECT patient_id AS id FROM observation WHERE clinic_id = ${clinicId} AND id = ${records.observation}`
}

async function withoutVisit(context: Context<RecordEnv>, ids: string[]): Promise<string[]> {
  const { known, related } = await relatedAmong(context, ids)
  return ids.filter(id => known.has(id) && !related.has(id))
}
