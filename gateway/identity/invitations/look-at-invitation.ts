import { ok, type Result } from '#shared/result'
import { limitStrangers, release } from '../attempts/attempt-guard.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import type { InvitationFace } from './contract.ts'
import { accountOf, findInvitation } from './find-invitation.ts'

/** What the page of an invitation shows. Whether an address has an account is told to none but who got its mail. */
export async function lookAtInvitation(
  context: IdentityContext,
  { token, client }: { token: string; client: Client },
): Promise<Result<InvitationFace, 'rate_limited' | 'link_invalid'>> {
  const { env, at } = context
  const place = await limitStrangers(context, 'invitation', client)
  if (!place.ok) return place
  const invited = await findInvitation(env, token, at)
  if (!invited.ok) return invited
  await release(context, place.value)
  const { clinicName, address } = invited.value
  const { name, roles, relation, locale } = invited.value.invitation
  const known = address === undefined ? 'unknown' : (await accountOf(env, address)) ? 'known' : 'new'
  return ok({ clinicName, name, roles, relation: relation ?? undefined, locale, email: address, account: known })
}
