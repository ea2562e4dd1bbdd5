import { type Context, Hono } from 'hono'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { answerWith, doneWith, refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, query } from '../../http/validate.ts'
import { noteAccount } from '../../identity/accounts/sign-in-events.ts'
import {
  AcceptAnswer,
  AcceptInvitation,
  Invitation,
  InvitationFace,
  InvitationPage,
  Invite,
  ListInvitations,
  LookInvitation,
} from '../../identity/contract.ts'
import { acceptInvitation } from '../../identity/invitations/accept.ts'
import { lookAtInvitation } from '../../identity/invitations/find-invitation.ts'
import { invite, listInvitations, resendInvitation, revokeInvitation } from '../../identity/invitations/invitations.ts'
import { idsOfPerson } from '../../identity/members/patient-links.ts'
import { braked } from '../../identity/sessions/attempt-guard.ts'
import { bearerOf } from '../../identity/sessions/bearer.ts'
import { webOrigin } from '../../identity/sessions/browser.ts'
import { switchClinic } from '../../identity/sessions/session.ts'
import { toTokenSession } from '../../identity/view.ts'
import { enter, mailsFollow, windowsOf } from './accounts.ts'

const who = (c: Context<Gateway>, objectId: string) => ({
  account: { id: c.var.actor.accountId, name: c.var.actor.name },
  clinicIds: [c.var.actor.clinicId],
  objectId,
})

export const invitations = new Hono<Gateway>()
  .post(
    '/',
    says(byRoute('invitation.create'), 'Invite staff, or a patient, guardian or carer', Invitation, 201),
    body(Invite),
    async c => {
      const result = await invite(c.env, c.var.actor, c.req.valid('json'), webOrigin(c))
      if (!result.ok) return refuse(c, result)
      await noteSignIn(c, { event: 'invitation_sent', outcome: 'ok', ...who(c, result.value.id) })
      mailsFollow(c)
      return answerWith(c, result, 201)
    },
  )
  .get('/', says(byRoute('invitation.list'), 'List invitations', InvitationPage), query(ListInvitations), async c => {
    const asked = c.req.valid('query')
    const ids = await idsOfPerson(c.env, c.var.actor, asked.patientId)
    return answerWith(c, listInvitations(c.env, c.var.actor, asked, ids))
  })
  .post(
    '/look',
    says(byRoute('invitation.look'), 'What an invitation is, by its link or code', InvitationFace),
    body(LookInvitation),
    async c => {
      const wait = await braked(c, 'invitation')
      return (wait as never) ?? answerWith(c, lookAtInvitation(c.env, c.req.valid('json').token, c.var.at))
    },
  )
  .post(
    '/accept',
    says(byRoute('invitation.accept'), 'Accept an invitation', AcceptAnswer, 201, 202),
    body(AcceptInvitation),
    async c => {
      const { env } = c
      const { at, requestId } = c.var
      const wait = await braked(c, 'invitation')
      if (wait) return wait as never
      const bearer = await bearerOf(c)
      if (bearer === 'unauthenticated') return refuse(c, { code: 'unauthenticated' })
      const context = { env, asking: c.var, bearer: bearer?.account, windows: windowsOf(c), origin: webOrigin(c) }
      const result = await acceptInvitation(context, c.req.valid('json'))
      if (!result.ok) {
        const { code } = result
        const guessed = 'accountId' in result ? result.accountId : undefined
        if (guessed) await noteAccount(c, { event: 'invitation_accepted', outcome: code }, { accountId: guessed })
        return refuse(c, result)
      }
      if (result.value === 'confirm_by_mail') {
        mailsFollow(c)
        return c.json({ status: 'confirm_by_mail' as const }, 202)
      }
      if (!bearer) return enter(c, result.value, 'invitation_accepted')
      // The device is signed in already: its session moves to the clinic that it just joined.
      const moved = await switchClinic(env, bearer.sessionId, result.value.clinicId, at)
      if (!moved.ok) return refuse(c, moved)
      await noteAccount(c, { event: 'invitation_accepted', outcome: 'ok' }, { accountId: bearer.account.id })
      return c.json(await toTokenSession(env, moved.value, requestId, at), 201)
    },
  )
  .delete('/:id', says(byRoute('invitation.revoke'), 'Take an invitation back', undefined, 204), async c => {
    const id = c.req.param('id')
    const result = await revokeInvitation(c.env, c.var.actor, id)
    if (result.ok) await noteSignIn(c, { event: 'invitation_revoked', outcome: 'ok', ...who(c, id) })
    return doneWith(c, result)
  })
  .post(
    '/:id/resend',
    says(byRoute('invitation.resend'), 'Send an invitation anew, or print another code', Invitation),
    async c => {
      const result = await resendInvitation(c.env, c.var.actor, c.req.param('id'), webOrigin(c))
      if (result.ok) {
        await noteSignIn(c, { event: 'invitation_sent', outcome: 'ok', ...who(c, result.value.id) })
        mailsFollow(c)
      }
      return answerWith(c, result)
    },
  )
