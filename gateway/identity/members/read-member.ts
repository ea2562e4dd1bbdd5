import { fail, ok, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import type { Member } from './contract.ts'
import { ofClinic, selectMembers, toMember } from './view.ts'

export async function readMember(context: IdentityContext, id: string): Promise<Result<Member, 'not_found'>> {
  const [row] = await selectMembers(context.db, ofClinic(context, id))
  return row ? ok(toMember(row)) : fail('not_found')
}
