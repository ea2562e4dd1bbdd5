import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, done, refuse } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, query } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { keepSignIn } from '../../identity/browser/session-cookies.ts'
import {
  AcceptAnswer,
  AcceptInvitation,
  Invitation,
  InvitationFace,
  InvitationPage,
  Invite,
  ListInvitations,
  LookInvitation,
} from '../../identity/invitations/contract.ts'
import { mailsFollow } from '../../identity/mails.ts'

export const invitations = new Hono<Gateway>()
  .post(
    '/',
    says(identity('invitation.create', mailsFollow), 'Invite staff, or a patient, guardian or carer', Invitation, 201),
    body(Invite),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }, 201),
  )
  .get('/', says(identity('invitation.list'), 'List invitations', InvitationPage), query(ListInvitations), c =>
    answer(c, c.req.valid('query')),
  )
  .post(
    '/look',
    says(identity('invitation.look'), 'What an invitation is, by its link or code', InvitationFace),
    body(LookInvitation),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .post(
    '/accept',
    says(identity('invitation.accept', mailsFollow), 'Accept an invitation', AcceptAnswer, 201, 202),
    body(AcceptInvitation),
    async c => {
      const authorization = c.req.header('authorization')
      const result = await carryOut(c, { ...c.req.valid('json'), client: clientOf(c), authorization })
      if (!result.ok) return refuse(c, result)
      if ('status' in result.value) return c.json(result.value, 202)
      const { answer, opened } = result.value
      keepSignIn(c, opened)
      return 'mfaRequired' in answer ? c.json(answer, 200) : c.json(answer, 201)
    },
  )
  .delete('/:id', says(identity('invitation.revoke'), 'Take an invitation back', undefined, 204), c =>
    done(c, { id: c.req.param('id') }),
  )
  .post(
    '/:id/resend',
    says(identity('invitation.resend', mailsFollow), 'Send an invitation anew, or print another code', Invitation),
    c => answer(c, { id: c.req.param('id'), client: clientOf(c) }),
  )
