import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, query } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { mailsFollow } from '../../identity/mails.ts'
import { ChangeMember, ClinicianPage, ListMembers, Member, MemberPage } from '../../identity/members/contract.ts'

/** Who may sign in to the clinic, and as what. */
export const members = new Hono<Gateway>()
  .get('/', says(identity('member.list'), 'List the members of the clinic', MemberPage), query(ListMembers), c =>
    answer(c, c.req.valid('query')),
  )
  .get(
    '/clinicians',
    says(identity('member.clinicians'), 'Who reads records at the clinic, by name', ClinicianPage),
    c => answer(c, undefined),
  )
  .get('/:id', says(identity('member.read'), 'Read a member', Member), c => answer(c, c.req.param('id')))
  .patch(
    '/:id',
    says(identity('member.change'), 'Change what a member may do', Member),
    ifMatch,
    body(ChangeMember),
    c => answer(c, { id: c.req.param('id'), version: Number(c.var.match), change: c.req.valid('json') }),
  )
  .delete('/:id', says(identity('member.remove'), 'Remove a member; the account stays', undefined, 204), ifMatch, c =>
    done(c, { id: c.req.param('id'), version: Number(c.var.match) }),
  )
  .delete(
    '/:id/second-factor',
    says(
      identity('member.remove_factor', mailsFollow),
      'Take away the second factor of a member who lost it; signs the member out everywhere',
      undefined,
      204,
    ),
    ifMatch,
    c => done(c, { id: c.req.param('id'), version: Number(c.var.match), client: clientOf(c) }),
  )
