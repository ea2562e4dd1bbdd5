import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { withOpenRecords } from '#shared/actor'
import type { ListContext } from './record-verbs.ts'

/**
 * The rows of a list whose record is open to the asker; the others are left out. Undefined where nobody is asked anything: for patients and
 * the system.
 */
export function openInLists(
  { reach, actor, clinicId, at, related }: ListContext,
  patientId: AnyColumn,
): SQL | undefined {
  if (reach === 'own' || actor.kind !== 'member') return undefined
  const { accountId, staffId = null } = actor
  const since = at - 90 * 86_400_000
  const own = actor.roles.includes('patient') ? withOpenRecords(actor).patients : []
  const isAmong = (ids: readonly string[]) => sql`${patientId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const opened = sql`${patientId} IN (SELECT o.patient_id FROM opened_record o WHERE o.clinic_id = ${clinicId}
    AND o.account_id = ${accountId} AND o.until > ${at})`
  const restricted = sql`${patientId} IN (SELECT r.patient_id FROM restricted_patient r WHERE r.clinic_id = ${clinicId})`
  const blocked = sql`${patientId} IN (SELECT r.patient_id FROM restricted_patient r
    JOIN restriction x ON x.clinic_id = r.clinic_id AND x.id = r.restriction_id JOIN json_each(x.blocked) b WHERE r.clinic_id = ${clinicId} AND b.value = ${accountId})`
  const stranger =
    related &&
    sql`NOT (${isAmong(related)} OR EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = ${clinicId} AND n.patient_id = ${patientId}
        AND n.created_at > ${since} AND n.recorded_by_id = ${accountId})
      OR EXISTS (SELECT 1 FROM encounter w WHERE w.clinic_id = ${clinicId} AND w.patient_id = ${patientId}
        AND w.started_at > ${since} AND (w.recorded_by_id = ${accountId} OR w.staff_id = ${staffId})))`
  const shut = stranger ? sql`(${restricted} OR ${stranger})` : restricted
  const door = sql`NOT ${blocked} AND (NOT ${shut} OR ${opened})`
  return own.length > 0 ? sql`(${isAmong(own)} OR (${door}))` : sql`(${door})`
}
