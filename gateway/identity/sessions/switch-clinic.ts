import { and, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { isValid } from '../session-validity/session-validity.ts'
import { noteEvent } from '../sign-in-events.ts'
import type { TokenSession } from './contract.ts'
import { session } from './schema.ts'
import { ownSession, passed, type SignedIn, sessionStatements, signedIn } from './session-state.ts'
import { toTokenSession } from './view.ts'

type SwitchFailure = 'unauthenticated' | 'not_found' | 'second_factor_required'

/** Work in another clinic of the same account without signing in again. */
export async function switchClinic(
  context: IdentityContext,
  { clinicId }: { clinicId: string },
): Promise<Result<TokenSession, SwitchFailure>> {
  const { env, at, actor } = context
  const moved = await moveSession(env, ownSession(context), clinicId, at)
  if (!moved.ok) return moved
  const account = { id: actor.accountId, name: actor.name }
  await noteEvent(context, {
    event: 'clinic_switched',
    outcome: 'ok',
    account,
    clinicIds: [actor.clinicId, clinicId],
  })
  return ok(await toTokenSession(env, moved.value, actor.requestId, at))
}

/**
 * Move a session to another clinic of its account.
 *
 * @returns who is signed in; or `not_found` for a clinic that is not the account's, or `second_factor_required` where that clinic asks for
 *   one and this session has not passed it.
 */
export async function moveSession(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  clinicId: string,
  at: number,
): Promise<Result<SignedIn, SwitchFailure>> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    moved,
    sessions: [here],
    rows,
  } = await batch(db, {
    moved: db
      .update(session)
      .set({ clinicId })
      .where(
        and(
          isValid(sessionId, at),
          sql`EXISTS (SELECT 1 FROM membership m JOIN clinic c ON c.id = m.clinic_id AND c.status = 'active'
              WHERE m.account_id = ${session.accountId} AND m.clinic_id = ${clinicId} AND m.disabled_at IS NULL
                AND (c.require_second_factor = 0 OR m.roles = '["patient"]' OR ${passed}))`,
        ),
      )
      .returning({ id: session.id }),
    ...sessionStatements(db, sessionId, at),
  })
  const who = here?.valid ? signedIn(sessionId, here, rows) : undefined
  if (!who) return fail('unauthenticated')
  if (moved.length === 1) return ok(who)
  const there = rows.some(row => row.clinicId === clinicId)
  return there ? fail('second_factor_required', { clinicIds: [clinicId] }) : fail('not_found')
}
