import { type Context, Hono } from 'hono'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { problem } from '../../http/problem.ts'
import { body, permitted, query, says } from '../../http/validate.ts'
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
  .post('/', says('Invite staff, or a patient, guardian or carer', Invitation, 201), body(Invite), async c => {
    const result = await invite(c.env, c.var.actor, c.req.valid('json'), webOrigin(c))
    if (!result.ok) return problem(c, result) as never
    await noteSignIn(c, { event: 'invitation_sent', outcome: 'ok', ...who(c, result.value.id) })
    mailsFollow(c)
    return answer(c, Promise.resolve(result), 201)
  })
  .get(
    '/',
    says('List invitations', InvitationPage),
    permitted('invitation.create'),
    query(ListInvitations),
    async c => {
      const asked = c.req.valid('query')
      const ids = await idsOfPerson(c.env, c.var.actor, asked.patientId)
      return answer(c, listInvitations(c.env, c.var.actor, asked, ids))
    },
  )
  .post('/look', says('What an invitation is, by its link or code', InvitationFace), body(LookInvitation), async c => {
    const wait = await braked(c, 'invitation')
    return (wait as never) ?? answer(c, lookAtInvitation(c.env, c.req.valid('json').token, c.var.at))
  })
  .post('/accept', says('Accept an invitation', AcceptAnswer, 201, 202), body(AcceptInvitation), async c => {
    const { env } = c
    const { at, requestId } = c.var
    const wait = await braked(c, 'invitation')
    if (wait) return wait as never
    const bearer = await bearerOf(c)
    if (bearer === 'unauthenticated') return problem(c, { code: 'unauthenticated' }) as never
    const context = { env, asking: c.var, bearer: bearer?.account, windows: windowsOf(c), origin: webOrigin(c) }
    const result = await acceptInvitation(context, c.req.valid('json'))
    if (!result.ok) {
      const { code } = result
      const guessed = 'accountId' in result ? result.accountId : undefined
      if (guessed) await noteAccount(c, { event: 'invitation_accepted', outcome: code }, { accountId: guessed })
      return problem(c, result) as never
    }
    if (result.value === 'confirm_by_mail') {
      mailsFollow(c)
      return c.json({ status: 'confirm_by_mail' as const }, 202)
    }
    if (!bearer) return enter(c, result.value, 'invitation_accepted')
    // The device is signed in already: its session moves to the clinic that it just joined.
    const moved = await switchClinic(env, bearer.sessionId, result.value.clinicId, at)
    if (!moved.ok) return problem(c, moved) as never
    await noteAccount(c, { event: 'invitation_accepted', outcome: 'ok' }, { accountId: bearer.account.id })
    return c.json(await toTokenSession(env, moved.value, requestId, at), 201)
  })
  .delete('/:id', says('Take an invitation back', undefined, 204), permitted('invitation.create'), async c => {
    const id = c.req.param('id')
    const result = await revokeInvitation(c.env, c.var.actor, id)
    if (result.ok) await noteSignIn(c, { event: 'invitation_revoked', outcome: 'ok', ...who(c, id) })
    return done(c, Promise.resolve(result))
  })
  .post(
    '/:id/resend',
    says('Send an invitation anew, or print another code', Invitation),
    permitted('invitation.create'),
    async c => {
      const result = await resendInvitation(c.env, c.var.actor, c.req.param('id'), webOrigin(c))
      if (result.ok) {
        await noteSignIn(c, { event: 'invitation_sent', outcome: 'ok', ...who(c, result.value.id) })
        mailsFollow(c)
      }
      return answer(c, Promise.resolve(result))
    },
  )
