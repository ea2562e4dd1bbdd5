import { inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { patient } from '../patients/schema.ts'
import type { ReviewFacts } from './contract.ts'

/** What the list of unusual reading holds against the reader: names and addresses of these patients. At most 500 ids. */
export async function reviewFacts({ db, clinicId }: Context, ids: string[]): Promise<Result<ReviewFacts[]>> {
  const rows = await db
    .select({ id: patient.id, name: patient.nameText, family: patient.nameFamily, email: patient.email })
    .from(patient)
    .where(
      sql`+${patient.clinicId} = ${clinicId} AND ${inArray(patient.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids.slice(0, 500))}))`)}`,
    )
  return ok(
    rows.map(({ family, email, ...row }) => ({ ...row, family: family ?? undefined, email: email ?? undefined })),
  )
}
