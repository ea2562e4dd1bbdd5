import { type Role, roles } from '../../workers/shared/permissions.ts'
import { areas } from './route-areas.ts'

/**
 * What each role may do with each route, written down by hand and reviewed in test/support/routes; deliberately not made from the permission
 * table.
 *
 * yes: with any object of the clinic · own: with the own object, another's is 404 or 403 · no: 403 · open: without signing in, too ·
 * mine: of the asker's own account alone, so that what a sample names is 404 ·
 * live: opened by a screen's token alone
 *
 * The last column is what the route leaves in the clinic's access log:
 *
 * patient: one entry that names the patient, also when it is refused: the path or the body names one ·
 * two: the same of both patients whom it is about, unless it is refused ·
 * object: one entry, of the object that the path or the body names and its patient, also when it is refused ·
 * found: one entry if the answer shows a patient, else none · log: one entry of whoever may look, whatever was found · none: it touches no patient
 *
 * A route with a # is the same one asked for something else: the further sample of that name.
 */
export type Word = 'yes' | 'own' | 'no' | 'open' | 'mine' | 'live'

const lines = areas
  .flatMap(({ access }) => access.trim().split('\n').slice(1))
  .map(line => {
    const [method, path, ...words] = line.split(/\s+/)
    return { route: `${method} ${path}`, words }
  })

/** What each role may, by `METHOD /path`. */
export const rules: ReadonlyMap<string, Record<Role, Word>> = new Map(
  lines.map(({ route, words }) => [
    route,
    Object.fromEntries(roles.map((role, i) => [role, words[i]])) as Record<Role, Word>,
  ]),
)

export type LogWord = 'patient' | 'two' | 'object' | 'found' | 'log' | 'none'

/** What each route leaves in the access log. */
export const logged: ReadonlyMap<string, LogWord> = new Map(
  lines.filter(({ route }) => !route.includes('#')).map(({ route, words }) => [route, words[roles.length] as LogWord]),
)

/**
 * What each word comes to, by whose object a request names and by the standing of the one who asks; reviewed like the table above.
 *
 * own, other: of this clinic, the asker's and somebody else's · absent: an id that nothing has · foreign: another clinic's
 *
 * active: signed in · disabled: switched off since the token was made, before anything was asked with it · pre_mfa: the password was right,
 * the second factor is still asked for
 *
 * admitted: done, or refused for the state of the object · nothing: as if it did not exist · forbidden: 403 · stranger: 401
 */
const outcomes = `
word  standing        own        other      absent     foreign
yes   active          admitted   admitted   nothing    nothing
own   active          admitted   nothing    nothing    nothing
mine  active          nothing    nothing    nothing    nothing
no    active          forbidden  forbidden  forbidden  forbidden
open  active          open       open       open       open
live  active          stranger   stranger   stranger   stranger

yes   disabled        stranger   stranger   stranger   stranger
own   disabled        stranger   stranger   stranger   stranger
mine  disabled        stranger   stranger   stranger   stranger
no    disabled        stranger   stranger   stranger   stranger
open  disabled        open       open       open       open
live  disabled        stranger   stranger   stranger   stranger

yes   pre_mfa         stranger   stranger   stranger   stranger
own   pre_mfa         stranger   stranger   stranger   stranger
mine  pre_mfa         stranger   stranger   stranger   stranger
no    pre_mfa         stranger   stranger   stranger   stranger
open  pre_mfa         open       open       open       open
live  pre_mfa         stranger   stranger   stranger   stranger
`

export type Standing = 'active' | 'disabled' | 'pre_mfa'
export const objects = ['own', 'other', 'absent', 'foreign'] as const
export type Whose = (typeof objects)[number]
export type Outcome = 'admitted' | 'nothing' | 'forbidden' | 'open' | 'stranger'

const table = new Map(
  outcomes
    .trim()
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => {
      const [word, standing, ...cells] = line.split(/\s+/)
      return [`${word} ${standing}`, Object.fromEntries(objects.map((whose, i) => [whose, cells[i]]))] as const
    }),
)

export function outcomeOf(route: string, role: Role, standing: Standing, whose: Whose): Outcome {
  return table.get(`${rules.get(route)?.[role]} ${standing}`)?.[whose] as Outcome
}

/**
 * What a token comes to that ended a moment after it was last used, by the reviewed words above.
 *
 * stranger: 401 at once: every write, and every read that the access log has a word for, of the own account, of who has access, of the log
 * and of absences · believed: for a minute more, for it is the clinic's own and nobody's · open: as for anybody
 */
export function outcomeOnceEnded(route: string): 'stranger' | 'believed' | 'open' {
  if (rules.get(route)?.owner === 'open') return 'open'
  const [path = ''] = route.split('#')
  const ofSomebody = logged.get(path) !== 'none' || /^GET \/api\/(?:auth|members|access-log)\b|\/absences$/.test(path)
  return path.startsWith('GET ') && !ofSomebody && rules.get(route)?.owner !== 'live' ? 'believed' : 'stranger'
}
