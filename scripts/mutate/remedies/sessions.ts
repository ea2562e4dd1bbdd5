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
    file: 'gateway/identity/sessions/recently-valid.ts',
    from: 'seen !== undefined && at - seen < beliefMs',
    to: 'seen !== undefined',
    test: 'gateway/identity/sessions/recently-valid.test.ts',
  },
]
