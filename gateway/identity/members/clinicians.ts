import { and, eq, isNull, sql } from 'drizzle-orm'
import { ok, type Page, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import type { Clinician, ColleagueAsPatient } from './contract.ts'
import { membership } from './schema.ts'

/** Accounts that are named at most. */
const most = 500

/** Who reads records at the clinic, by account: of whom somebody may be shut out of one. At most 500, by name. */
export async function listClinicians({ db, clinicId }: IdentityContext): Promise<Result<Page<Clinician>>> {
  const items = await db
    .select({ accountId: account.id, name: account.name })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(membership.clinicId, clinicId),
        isNull(membership.disabledAt),
        sql`EXISTS (SELECT 1 FROM json_each(${membership.roles}) WHERE value IN ('doctor', 'nurse'))`,
      ),
    )
    .orderBy(account.name, account.id)
    .limit(most)
  return ok({ items, nextCursor: null })
}

/** Who works at the clinic, with the address and the patients that the account is itself: for the list of unusual reading. At most 500. */
export async function colleaguesAsPatients({ db, clinicId }: IdentityContext): Promise<Result<ColleagueAsPatient[]>> {
  const rows = await db
    .select({
      email: account.email,
      patientIds: sql<string>`(SELECT json_group_array(s.patient_id) FROM stands_for s
        WHERE s.clinic_id = ${clinicId} AND s.membership_id = ${membership.id} AND s.relation = 'self' AND s.ended_at IS NULL)`,
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(and(eq(membership.clinicId, clinicId), sql`${membership.roles} <> '["patient"]'`))
    .limit(most)
  return ok(rows.map(({ email, patientIds }) => ({ email, patientIds: JSON.parse(patientIds) as string[] })))
}
