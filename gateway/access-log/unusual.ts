import { type Actor, system } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { actions, ruleOf } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import { addDays, iso, localDate, startOfDay } from '#shared/time'
import type { ReviewFacts } from '../../workers/patient/for-identity/contract.ts'
import type { GatewayBindings } from '../gateway.ts'
import type { Opening } from './chain/sql.ts'
import type { ListUnusual, Unusual, UnusualReading } from './contract.ts'
import { toEntry } from './view.ts'

/** Pairs of account and patient that are looked at, accesses that are listed, and ids that a Worker is asked for at once. */
const most = { openings: 5_000, accesses: 200, ids: 500 }
/** Records of patients without a visit from which on an account stands in the list. */
const many = 20

/** What shows one patient's record. */
const opening = Object.keys(actions).filter(name => {
  const action = name as keyof typeof actions
  return ruleOf(action).ofRecord === true && ruleOf(action).effect === 'read' && action !== 'encounter.unsigned'
})

/**
 * Reading of one day that an owner may want to ask about: many records without a visit, records of people with the reader's own family name
 * and of colleagues, and what was opened with a reason. Made of the day's log, at most 5,000 pairs of reader and patient; `partial` says that
 * there were more.
 */
export async function listUnusual(
  env: Pick<GatewayBindings, 'ACCESS_LOG' | 'PATIENT' | 'APPOINTMENT' | 'IDENTITY'>,
  actor: Actor,
  { date = localDate(actor.at, actor.timezone) }: ListUnusual,
): Promise<Result<Unusual, FailureCode>> {
  const { clinicId, timezone, at, requestId } = actor
  const [from, to] = [startOfDay(date, timezone), startOfDay(addDays(date, 1), timezone)]
  const log = env.ACCESS_LOG.getByName(clinicId)
  const [openings, accesses] = await Promise.all([
    log.openings({ from, to, actions: opening, limit: most.openings + 1 }),
    log.list({ from, to, action: 'record_access.open', outcome: ['ok'], limit: most.accesses + 1 }),
  ])
  const seen = openings.slice(0, most.openings)
  const reasoned = accesses.slice(0, most.accesses).map(toEntry)
  const ids = [...new Set([...seen.map(one => one.patient_id), ...reasoned.flatMap(one => one.patientIds)])]
  const asSystem = system(clinicId, at, requestId)
  const [people, visited, colleagues] = await Promise.all([
    inPages(ids, page => env.PATIENT['patient.review_facts'](asSystem, page)),
    inPages(ids, page => env.APPOINTMENT['appointment.visited'](asSystem, { ids: page, from, to })),
    env.IDENTITY['member.as_patients'](asSystem),
  ])
  if (!people.ok) return people
  if (!visited.ok) return visited
  if (!colleagues.ok) return colleagues
  const byId = new Map(people.value.map(one => [one.id, one]))
  const ofColleague = isColleague(colleagues.value)
  const items: UnusualReading[] = [
    ...reasoned.map(entry => ({
      kind: 'with_reason' as const,
      at: entry.at,
      account: entry.account,
      patients: entry.patientIds.flatMap(id => named(byId.get(id))),
      reason: entry.reason,
    })),
    ...withoutVisit(seen, new Set(visited.value)),
    ...seen.flatMap(one => {
      const patient = byId.get(one.patient_id)
      const base = {
        at: iso(one.at),
        account: { id: one.account_id, name: one.account_name },
        patients: named(patient),
      }
      if (!patient) return []
      return [
        ...(hasFamilyNameOf(one.account_name, patient) ? [{ kind: 'own_family_name' as const, ...base }] : []),
        ...(ofColleague(patient) ? [{ kind: 'colleague' as const, ...base }] : []),
      ]
    }),
  ]
  const partial = openings.length > most.openings || accesses.length > most.accesses
  return ok({ date, items, ...(partial ? { partial: true as const } : {}) })
}

const named = (one: ReviewFacts | undefined) => (one ? [{ id: one.id, name: one.name }] : [])

/** Accounts that opened many records of patients who had no visit that day. */
function withoutVisit(seen: Opening[], visited: ReadonlySet<string>): UnusualReading[] {
  const byAccount = Map.groupBy(
    seen.filter(one => !visited.has(one.patient_id)),
    one => one.account_id,
  )
  return [...byAccount.values()].flatMap(all => {
    const [first] = all
    if (!first || all.length < many) return []
    return [
      {
        kind: 'many_without_visit' as const,
        at: iso(Math.max(...all.map(one => one.at))),
        account: { id: first.account_id, name: first.account_name },
        patients: [],
        count: all.length,
      },
    ]
  })
}

/** By the last word of the reader's name; who has one word alone has none. */
function hasFamilyNameOf(reader: string, { family, name }: ReviewFacts): boolean {
  const last = (text: string) => text.trim().toLowerCase().split(/\s+/).slice(1).at(-1)
  const own = last(reader)
  return own !== undefined && own === (family?.trim().toLowerCase() ?? last(name))
}

function isColleague(colleagues: { email: string; patientIds: string[] }[]) {
  const emails = new Set(colleagues.map(one => one.email.toLowerCase()))
  const ids = new Set(colleagues.flatMap(one => one.patientIds))
  return ({ id, email }: ReviewFacts) => ids.has(id) || (email !== undefined && emails.has(email.toLowerCase()))
}

/** What a Worker says of many ids, page by page, one after the other; `unavailable` where one page is not answered in time. */
async function inPages<T>(
  ids: string[],
  ask: (page: string[]) => Promise<Result<T[], FailureCode>>,
): Promise<Result<T[], FailureCode>> {
  const found: T[] = []
  for (let i = 0; i < ids.length; i += most.ids) {
    const page = await settleWithin(budgets.part, ask(ids.slice(i, i + most.ids)))
    if ('error' in page) return fail('unavailable')
    if (!page.value.ok) return page.value
    found.push(...page.value.value)
  }
  return ok(found)
}
