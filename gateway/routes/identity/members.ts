import { type Context, Hono } from 'hono'
import type { FailureCode } from '#shared/failures'
import { noteSignIn, type SignInEvent } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { answerWith, doneWith } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, query } from '../../http/validate.ts'
import { ChangeMember, ListMembers, Member, MemberPage } from '../../identity/contract.ts'
import { takeAwayFactor } from '../../identity/factors/reset-second-factor.ts'
import { changeMember, listMembers, readMember, removeMember } from '../../identity/members/members.ts'
import { idsOfPerson } from '../../identity/members/patient-links.ts'
import { webOrigin } from '../../identity/sessions/browser.ts'
import { mailsFollow } from './accounts.ts'

/** What was done to a member, or refused. */
function noteMember(
  c: Context<Gateway, '/:id'>,
  event: SignInEvent['event'],
  result: { ok: true } | { ok: false; code: FailureCode },
): Promise<void> {
  const { accountId, name, clinicId } = c.var.actor
  const outcome = result.ok ? 'ok' : result.code
  const account = { id: accountId, name }
  return noteSignIn(c, { event, outcome, account, clinicIds: [clinicId], objectId: c.req.param('id').slice(0, 64) })
}

export const members = new Hono<Gateway>()
  .get('/', says(byRoute('member.list'), 'List the members of the clinic', MemberPage), query(ListMembers), async c => {
    const asked = c.req.valid('query')
    const ids = await idsOfPerson(c.env, c.var.actor, asked.patientId)
    return answerWith(c, listMembers(c.env, c.var.actor, asked, ids))
  })
  .get('/:id', says(byRoute('member.read'), 'Read a member', Member), c =>
    answerWith(c, readMember(c.env, c.var.actor, c.req.param('id'))),
  )
  .patch(
    '/:id',
    says(byRoute('member.change'), 'Change what a member may do', Member),
    ifMatch,
    body(ChangeMember),
    async c => {
      const { actor, match } = c.var
      const input = { id: c.req.param('id'), version: Number(match), change: c.req.valid('json') }
      const result = await changeMember(c.env, actor, input)
      await noteMember(c, 'member_changed', result)
      return answerWith(c, result)
    },
  )
  .delete(
    '/:id',
    says(byRoute('member.remove'), 'Remove a member; the account stays', undefined, 204),
    ifMatch,
    async c => {
      const { actor, match } = c.var
      const result = await removeMember(c.env, actor, { id: c.req.param('id'), version: Number(match) })
      await noteMember(c, 'member_removed', result)
      return doneWith(c, result)
    },
  )
  .delete(
    '/:id/second-factor',
    says(
      byRoute('member.remove_factor'),
      'Take away the second factor of a member who lost it; signs the member out everywhere',
      undefined,
      204,
    ),
    ifMatch,
    async c => {
      const { actor, match } = c.var
      const result = await takeAwayFactor(c.env, actor, { id: c.req.param('id'), version: Number(match) }, webOrigin(c))
      await noteMember(c, 'second_factor_removed', result)
      if (result.ok) mailsFollow(c)
      return doneWith(c, result)
    },
  )
