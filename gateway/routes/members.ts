import { Hono } from 'hono'
import { noteSignIn } from '../access-log/sign-in-event.ts'
import { answer, done } from '../answer.ts'
import { ChangeMember, ListMembers, Member, MemberPage } from '../auth/contract.ts'
import { changeMember, listMembers, readMember, removeMember } from '../auth/members.ts'
import type { Gateway } from '../gateway.ts'
import { body, ifMatch, permitted, query, says } from '../validate.ts'

export const members = new Hono<Gateway>()
  .get('/', says('List the members of the clinic', MemberPage), permitted('member.read'), query(ListMembers), c =>
    answer(c, listMembers(c.env, c.var.actor, c.req.valid('query'))),
  )
  .get('/:id', says('Read a member', Member), permitted('member.read'), c =>
    answer(c, readMember(c.env, c.var.actor, c.req.param('id'))),
  )
  .patch(
    '/:id',
    says('Change what a member may do', Member),
    permitted('member.change'),
    ifMatch,
    body(ChangeMember),
    async c => {
      const { actor, match } = c.var
      const input = { id: c.req.param('id'), version: Number(match), change: c.req.valid('json') }
      const result = await changeMember(c.env, actor, input)
      const account = { id: actor.accountId, name: actor.name }
      const outcome = result.ok ? 'ok' : result.code
      await noteSignIn(c, { event: 'member_changed', outcome, account, clinicIds: [actor.clinicId] })
      return answer(c, Promise.resolve(result))
    },
  )
  .delete(
    '/:id',
    says('Remove a member; the account stays', undefined, 204),
    permitted('member.change'),
    ifMatch,
    async c => {
      const { actor, match } = c.var
      const result = await removeMember(c.env, actor, { id: c.req.param('id'), version: Number(match) })
      const account = { id: actor.accountId, name: actor.name }
      const outcome = result.ok ? 'ok' : result.code
      await noteSignIn(c, { event: 'member_removed', outcome, account, clinicIds: [actor.clinicId] })
      return done(c, Promise.resolve(result))
    },
  )
