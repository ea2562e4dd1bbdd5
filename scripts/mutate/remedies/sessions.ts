import type { Remedies } from '../remedy.ts'

const check = 'gateway/identity/browser/token-check.ts'

export const remedies: Remedies = [
  {
    name: 'a token that ended reads nobody: every read asks',
    file: check,
    from: "  if (ofClinic && effect === 'read' && recentlyValid.has(token, at)) return next()\n",
    to: "  if (effect === 'read') return next()\n",
    test: 'test/system/sessions.test.ts',
    titled: 'the roles changed',
  },
  {
    name: 'a token that ended reads nobody: only what the clinic shares is believed for a minute',
    file: check,
    from: "  if (ofClinic && effect === 'read' && recentlyValid.has(token, at)) return next()\n",
    to: "  if (effect === 'read' && recentlyValid.has(token, at)) return next()\n",
    test: 'test/system/sessions.test.ts',
    titled: 'the roles changed',
  },
  {
    name: 'a belief in a session ends after a minute, however often it is used',
    file: 'gateway/identity/session-validity/recently-valid.ts',
    from: 'seen !== undefined && at - seen < beliefMs',
    to: 'seen !== undefined',
    test: 'gateway/identity/session-validity/recently-valid.test.ts',
  },
  {
    name: 'what reaches far asks for a proof younger than 15 minutes',
    file: check,
    from: "    if (lacksProof(c.var, outcome.value)) c.res = problem(c, { code: 'step_up_required' })\n    else if",
    to: '    if',
    test: 'test/system/step-up.test.ts',
  },
  {
    name: 'an invitation of staff asks for a fresh proof, for it gives roles',
    file: 'gateway/identity/invitations/invite-rules.ts',
    from: "  if (staff && !(await hasFreshProof(context))) return fail('step_up_required')\n",
    to: '',
    test: 'test/system/step-up.test.ts',
    titled: 'invitation.staff',
  },
  {
    name: 'a proof is of one session alone',
    file: 'gateway/identity/step-up/step-up.ts',
    from: '  and(eq(session.id, ownSession(context)), eq(session.accountId, context.actor.accountId))',
    to: '  eq(session.accountId, context.actor.accountId)',
    test: 'test/system/step-up.test.ts',
    titled: 'one session',
  },
  {
    name: 'a wrong code proves nothing',
    file: 'gateway/identity/step-up/step-up.ts',
    from: '      proved: proved(context).where(and(ofOwn(context), sql`changes() > 0`)),',
    to: '      proved: proved(context).where(ofOwn(context)),',
    test: 'test/system/step-up.test.ts',
    titled: 'proves it, once',
  },
  {
    name: 'a key by purpose: what an older key made is still read',
    file: 'gateway/keys/purpose-keys.ts',
    from: '  return [first, ...others]\n',
    to: '  return [first]\n',
    test: 'gateway/keys/purpose-keys.test.ts',
  },
  {
    name: 'a key by purpose: a lost answer is repeated with the token that was made',
    file: 'gateway/identity/sessions/refresh-session.ts',
    from: 'repeats && made.find(one => hashOf(one) === here.tokenHash)',
    to: 'repeats && token',
    test: 'gateway/keys/purpose-keys.test.ts',
    titled: 'refresh',
  },
  {
    name: 'a key by purpose: second factors are sealed anew after a rotation',
    file: 'gateway/identity/factors/reseal-factors.ts',
    from: '        .set({ secret: await seal(env, accountId, plain) })\n',
    to: '        .set({ secret: sealed })\n',
    test: 'gateway/keys/purpose-keys.test.ts',
    titled: 'seals every',
  },
]
