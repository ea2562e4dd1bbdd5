import { aHouse, type House } from './house.ts'
import { furtherSamples, samples } from './samples.ts'
import { leaveStrays } from './strays.ts'
import { rules, type Word } from './system/access.ts'
import type { Reply, World } from './world.ts'

/**
 * What a house is answered when it is asked everything once: alike for every house, whatever other clinics there are. Where a condition
 * on the clinic is missing, the numbers, lists and times of others get in and the answers differ.
 */

/** Of nobody's clinic, of all clinics of the account, of the time, or the chain of the access log, which has tests of its own. */
const apart =
  /^GET \/(?:health|api\/openapi|api\/docs|api\/access-log|api\/patients\/:id\/access-log|\.well-known|api\/auth\/session$)|\/switch$/

/**
 * A house made alike, and each answer as `route, role, status, body` without what is of this house alone.
 *
 * @param strays what the tables hold of another clinic about this house's objects, before it is asked: see strays.ts.
 */
export async function transcript(world: World, strays?: (left: Map<string, number>) => void): Promise<string[]> {
  const house = await aHouse(world)
  strays?.(await leaveStrays(world, house))
  const answers: string[] = []
  for (const [route, words] of rules) {
    if (apart.test(route)) continue
    const make = samples[route] ?? furtherSamples[route]
    if (!make) throw new Error(`no sample of ${route}`)
    for (const role of whoAsks(words)) {
      const { path, body } = make(house, house.own)
      const method = route.slice(0, route.indexOf(' '))
      const match: Record<string, string> = ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {}
      const reply = await house.people[role].ask(method, path, body, match)
      answers.push(`${route} as ${role}: ${reply.status} ${plain(reply, house)}`)
    }
  }
  return answers
}

/** The first role that reaches every object, and each that reaches its own. */
function whoAsks(words: Record<keyof House['people'], Word>) {
  const roles = Object.keys(words) as (keyof House['people'])[]
  const first = roles.find(role => words[role] !== 'no' && words[role] !== 'own')
  return roles.filter(role => role === first || words[role] === 'own')
}

/** Ids by their kind and the order in which they come up; times, tokens and made-up names as a word. */
export function plain({ body }: Reply, { canary, clinicId }: House): string {
  const seen = new Map<string, number>()
  const number = (id: string) => seen.get(id) ?? seen.set(id, seen.size + 1).get(id)
  return JSON.stringify(body ?? null)
    .replaceAll(canary, 'canary')
    .replaceAll(clinicId, 'clinic')
    .replace(/"(?:requestId|nextCursor|token|accessToken|secret|uri)":"[^"]*"|"code":"[A-Z\d-]+"/g, '"made":""')
    .replace(/\b([a-z]{2,4})-[0-9a-f]{8}-[0-9a-f-]{27}\b/g, (id, kind: string) => `${kind}${number(id)}`)
    .replace(/\bz?[0-9a-f]{8}(?:-[0-9a-f-]{27})?\b/g, 'word')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replace(/\d{4}-\d\d-\d\d/g, 'date')
}
