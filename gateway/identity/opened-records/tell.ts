import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { system } from '#shared/actor'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import type { OutboxEntry } from '#shared/database/outbox'
import { budgets, Unavailable, within } from '#shared/deadline'
import type { Answer } from '#shared/result'
import type { GatewayBindings } from '../../gateway.ts'
import { mail } from '../../mail/schema.ts'
import { addressAge } from '../relations/opening.ts'
import { openedNotice } from './schema.ts'

/**
 * Tell the owners, and the patient, that a record was opened with a reason. The patient at every address of seven days before, as of a new
 * relation: whoever opens may have written a younger one. The mails have the ids of the access, so that telling twice sends one of each.
 *
 * @throws Unavailable where the patient Worker does not answer: the effect comes again.
 */
export async function tellOfOpening(
  env: Pick<GatewayBindings, 'IDENTITY_DB' | 'PATIENT'>,
  { id: requestId, clinicId, objectId, payload, createdAt }: OutboxEntry,
): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const at = Date.parse(createdAt)
  const asked: Answer<{ emails: string[] }> = env.PATIENT['patient.email_at'](system(clinicId, at, requestId), {
    patientId: String(payload.patientId),
    at: at - addressAge,
  })
  const found = await within(budgets.checkBeforeWrite, asked)
  if (!found.ok) throw new Unavailable()
  const due = { origin: String(payload.origin), createdAt: at, dueAt: at, attempts: 0 }
  await batch(db, {
    owners: insertFrom(
      db,
      mail,
      { ...due, id: sql`${`mai-${objectId}-`} || m.id`, kind: 'record_opened_owner', subjectId: sql`m.id` },
      sql`FROM membership m WHERE m.clinic_id = ${clinicId} AND m.disabled_at IS NULL
        AND EXISTS (SELECT 1 FROM json_each(m.roles) WHERE value = 'owner')`,
    ).onConflictDoNothing(),
    notices: found.value.emails.flatMap((email, i) => [
      db
        .insert(openedNotice)
        .values({ id: `${objectId}-${i}`, clinicId, address: email.toLowerCase(), createdAt: at })
        .onConflictDoNothing(),
      db
        .insert(mail)
        .values({ ...due, id: `mai-${objectId}-${i}`, kind: 'record_opened_patient', subjectId: `${objectId}-${i}` })
        .onConflictDoNothing(),
    ]),
  })
}
