import { and, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { fail, ok, type Result } from '#shared/result'
import { codeHashes, type Link, readLink } from '../accounts/links.ts'
import { account, clinic } from '../accounts/schema.ts'
import type { Notice } from '../relations/notice.ts'
import { inviterMay } from './inviter.ts'
import { normalCode } from './printed-code.ts'
import { claim, invitation } from './schema.ts'

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>

/** An invitation that may still be accepted, and what its token proves of who holds it. */
export interface FoundInvitation {
  invitation: typeof invitation.$inferSelect
  clinicName: string
  /** The address whose mailbox the token came from; absent for a printed code, which proves none. */
  address?: string
  /** Where the patient hears of the relation. Without an address of every record somebody has to approve it. */
  notice?: Notice
}

/** The invitation of a mailed link or a printed code. Used, taken back, expired and made up are all `link_invalid`. */
export function findInvitation(env: Env, token: string, at: number): Promise<Result<FoundInvitation, 'link_invalid'>> {
  const link = readLink(env, token)
  if (link) return findByLink(env, link, at)
  const code = normalCode(token)
  if (!code) return Promise.resolve(fail('link_invalid'))
  return find(env, inArray(invitation.codeHash, codeHashes(env, code)), at, () => ({}))
}

/** The same by a link that has been read. */
export async function findByLink(
  env: Env,
  { kind, id, round }: Link,
  at: number,
): Promise<Result<FoundInvitation, 'link_invalid'>> {
  if (kind === 'invitation') {
    const here = and(eq(invitation.id, id), eq(invitation.round, round))
    return find(env, here, at, row => ({ address: row.email ?? undefined }))
  }
  if (kind !== 'claim') return fail('link_invalid')
  const [claimed] = await drizzle(env.IDENTITY_DB)
    .select()
    .from(claim)
    .where(and(eq(claim.id, id), gt(claim.expiresAt, at)))
  if (!claimed) return fail('link_invalid')
  return find(env, eq(invitation.id, claimed.invitationId), at, () => ({ address: claimed.email }))
}

async function find(
  { IDENTITY_DB }: Env,
  which: SQL | undefined,
  at: number,
  proof: (row: FoundInvitation['invitation']) => Pick<FoundInvitation, 'address'>,
): Promise<Result<FoundInvitation, 'link_invalid'>> {
  const [found] = await drizzle(IDENTITY_DB)
    .select({ invitation, clinicName: sql<string>`${clinic.name}`.as('clinic_name') })
    .from(invitation)
    .innerJoin(clinic, and(eq(clinic.id, invitation.clinicId), eq(clinic.status, 'active')))
    .where(
      and(which, isNull(invitation.acceptedAt), isNull(invitation.revokedAt), gt(invitation.expiresAt, at), inviterMay),
    )
  return found ? ok({ ...found, ...proof(found.invitation) }) : fail('link_invalid')
}

/** The account of an address, disabled or not. */
export async function accountOf({ IDENTITY_DB }: Env, email: string) {
  const [found] = await drizzle(IDENTITY_DB)
    .select({ id: account.id, name: account.name, disabledAt: account.disabledAt })
    .from(account)
    .where(eq(account.email, email))
  return found
}
