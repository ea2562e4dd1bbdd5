import type { Actor } from '#shared/actor'
import { perform } from '#shared/context'
import type { FailureCode } from '#shared/failures'
import type { Action } from '#shared/permissions'
import { fail, type Result } from '#shared/result'
import type { MethodsOf, VerbTable } from '#shared/rpc'
import { NotLogged } from '../access-log/append.ts'
import type { IdentityEnv } from '../gateway.ts'
import { silence } from '../http/operation.ts'
import { confirm } from './accounts/confirm.ts'
import { registerClinic } from './accounts/register-clinic.ts'
import { registerPatient } from './accounts/register-patient.ts'
import type { IdentityContext } from './context.ts'
import { confirmAtSignIn } from './factors/confirm-at-sign-in.ts'
import { confirmFactor } from './factors/confirm-factor.ts'
import { readFactor } from './factors/read-factor.ts'
import { removeFactor } from './factors/remove-factor.ts'
import { resetSecondFactor } from './factors/reset-second-factor.ts'
import { signInSecondStep } from './factors/second-step.ts'
import { setUpAtSignIn } from './factors/set-up-at-sign-in.ts'
import { setUpFactor } from './factors/set-up-factor.ts'
import { TooManyHashes } from './hashing/in-turn.ts'
import { acceptInvitation } from './invitations/accept.ts'
import { invite } from './invitations/invite.ts'
import { listInvitations } from './invitations/list-invitations.ts'
import { lookAtInvitation } from './invitations/look-at-invitation.ts'
import { resendInvitation } from './invitations/resend-invitation.ts'
import { revokeInvitation } from './invitations/revoke-invitation.ts'
import { changeWitnessing } from './log-witness/change-witnessing.ts'
import { readWitnessing } from './log-witness/read-witnessing.ts'
import { changeMember } from './members/change-member.ts'
import { changePolicy } from './members/change-policy.ts'
import { colleaguesAsPatients, listClinicians } from './members/clinicians.ts'
import { listMembers } from './members/list-members.ts'
import { readMember } from './members/read-member.ts'
import { readPolicy } from './members/read-policy.ts'
import { removeMember } from './members/remove-member.ts'
import { changePassword } from './passwords/change-password.ts'
import { forgotPassword } from './passwords/forgot-password.ts'
import { resetPassword } from './passwords/reset-password.ts'
import { renewRecoveryCodes } from './recovery/renew-recovery-codes.ts'
import { approveRelation } from './relations/approve-relation.ts'
import { endRelation } from './relations/end-relation.ts'
import { listOfPatient } from './relations/list-of-patient.ts'
import { listRelations } from './relations/list-relations.ts'
import { patientIdsOf, readRelation } from './relations/read-relation.ts'
import { listSessions } from './sessions/list-sessions.ts'
import { readSession } from './sessions/read-session.ts'
import { refreshSession } from './sessions/refresh-session.ts'
import { revokeOtherSessions } from './sessions/revoke-other-sessions.ts'
import { revokeSession } from './sessions/revoke-session.ts'
import { signIn } from './sessions/sign-in.ts'
import { signOut } from './sessions/sign-out.ts'
import { switchClinic } from './sessions/switch-clinic.ts'
import { stepUp } from './step-up/step-up.ts'
import { withEvent, withEventOnSuccess } from './with-event.ts'

const verbs = {
  'member.list': listMembers,
  'member.read': readMember,
  'member.clinicians': listClinicians,
  'member.as_patients': colleaguesAsPatients,
  'member.change': withEvent('member_changed', changeMember),
  'member.remove': withEvent('member_removed', removeMember),
  'member.remove_factor': withEvent('second_factor_removed', resetSecondFactor),
  'sign_in_policy.read': readPolicy,
  'sign_in_policy.change': changePolicy,
  'log_witness.read': readWitnessing,
  'log_witness.change': changeWitnessing,
  'invitation.create': withEventOnSuccess('invitation_sent', invite, (_, { id }) => id),
  'invitation.list': listInvitations,
  'invitation.revoke': withEventOnSuccess('invitation_revoked', revokeInvitation, ({ id }) => id),
  'invitation.resend': withEventOnSuccess('invitation_sent', resendInvitation, ({ id }) => id),
  'invitation.look': lookAtInvitation,
  'invitation.accept': acceptInvitation,
  'relation.list': listRelations,
  'relation.of_patient': listOfPatient,
  'relation.approve': [approveRelation, readRelation],
  'relation.end': [endRelation, readRelation],
  'relation.patient_ids': patientIdsOf,
  'session.sign_in': signIn,
  'session.sign_in_second_step': signInSecondStep,
  'session.refresh': refreshSession,
  'session.sign_out': signOut,
  'session.read': readSession,
  'session.list': listSessions,
  'session.switch': switchClinic,
  'session.step_up': stepUp,
  'session.revoke': revokeSession,
  'session.revoke_others': revokeOtherSessions,
  'factor.read': readFactor,
  'factor.set_up': setUpFactor,
  'factor.confirm': confirmFactor,
  'factor.remove': removeFactor,
  'factor.renew_recovery_codes': renewRecoveryCodes,
  'factor.set_up_at_sign_in': setUpAtSignIn,
  'factor.confirm_at_sign_in': confirmAtSignIn,
  'clinic.register': registerClinic,
  'account.confirm': confirm,
  'password.forgot': forgotPassword,
  'password.reset': resetPassword,
  'password.change': changePassword,
  'public.register': registerPatient,
} as const satisfies VerbTable

export type IdentityVerbs = MethodsOf<typeof verbs>

type Verb = (context: IdentityContext, input: unknown) => Promise<Result<unknown, FailureCode>>
type Again = (context: IdentityContext, id: string) => Promise<Result<unknown, FailureCode>>

/** Identity as its callers see it: its verbs over its own database, asked like a Worker's. */
export function identityOf(env: IdentityEnv): IdentityVerbs {
  const methods = Object.entries(verbs).map(([name, entry]) => {
    // Object.entries forgets what the table says: each name is an action, and each entry takes the input that MethodsOf lets in.
    const action = name as Action
    const [verb, again] = (typeof entry === 'function' ? [entry] : entry) as [Verb, Again?]
    const call = (actor: Actor, input: unknown) =>
      perform({ env, database: env.IDENTITY_DB, actor }, action, orSilence(action, verb), input, again)
    return [action, call]
  })
  return Object.fromEntries(methods) as IdentityVerbs
}

/** What the access log did not take is not answered, as in `leavesEntry`; whoever would wait too long for a hash is told when to come. */
function orSilence(action: Action, verb: Verb): Verb {
  return async (context, input) => {
    try {
      return await verb(context, input)
    } catch (error) {
      if (error instanceof NotLogged) return fail(silence(action))
      if (error instanceof TooManyHashes) return fail('rate_limited', { seconds: error.seconds, scope: 'busy' })
      throw error
    }
  }
}
