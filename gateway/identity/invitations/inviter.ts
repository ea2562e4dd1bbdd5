import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type Action, may, roles } from '#shared/permissions'
import type { IdentityContext } from '../context.ts'
import { invitation } from './schema.ts'

/** An invitation is worth what its inviter still may: asked again when it is accepted, and ended when the inviter leaves. */

const rolesWith = (action: Action) => sql.param(JSON.stringify(roles.filter(role => may([role], action) === 'all')))

/** Whether the inviter still is of the clinic and may invite so, in any WHERE over `invitation`. */
export const inviterMay: SQL = sql`EXISTS (SELECT 1 FROM membership im
  JOIN account ia ON ia.id = im.account_id AND ia.disabled_at IS NULL
  JOIN json_each(im.roles) ir
  WHERE im.clinic_id = invitation.clinic_id AND im.account_id = invitation.invited_by AND im.disabled_at IS NULL
    AND ir.value IN (SELECT value FROM json_each(
      CASE WHEN invitation.patient_id IS NULL THEN ${rolesWith('invitation.staff')} ELSE ${rolesWith('invitation.create')} END)))`

/** End the clinic's open invitations whose inviter may no longer invite so: for the batch in which somebody leaves or is demoted. */
export function endUnbacked({ db, clinicId, at }: Pick<IdentityContext, 'db' | 'clinicId' | 'at'>) {
  return db
    .update(invitation)
    .set({ revokedAt: at, version: sql`version + 1`, updatedAt: at })
    .where(
      and(
        eq(invitation.clinicId, clinicId),
        isNull(invitation.acceptedAt),
        isNull(invitation.revokedAt),
        sql`NOT ${inviterMay}`,
      ),
    )
}
