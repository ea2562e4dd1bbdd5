import { type Actor, system } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { isPatientId } from '#shared/id'
import { log, thrown } from '#shared/log'
import { kindOf } from '#shared/objects'
import type { Result } from '#shared/result'
import type { GatewayBindings } from '../gateway.ts'

type Bindings = Pick<GatewayBindings, 'PATIENT' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY'>
type Answered = Promise<Result<string[], FailureCode>>

/** Ids of one request that are looked up, and so the patients that the entry of a refused one names at most. */
export const mostResolved = 200

interface Touching {
  /** The ids that the request named. */
  named: string[]
  /** The patients that the answer shows. */
  shown: string[]
  failure: FailureCode | undefined
}

/**
 * The patients whom a request touched: all that it was shown, and those of the clinic that it named. Where it was refused, or shown nobody, the
 * patients of the objects that it named, too. Asked as the system, for the log alone; whoever was refused hears nothing of it.
 *
 * @returns the patients, and how many further ids a refused request named.
 */
export async function patientsOf(
  env: Bindings,
  { clinicId, at, requestId, patients: own }: Actor,
  { named, shown, failure }: Touching,
): Promise<{ patientIds: string[]; unnamed?: number }> {
  // Where something was shown, it is what the objects led to.
  const looksUpObjects = failure !== undefined || shown.length === 0
  const notShown = named.filter(id => !shown.includes(id) && (looksUpObjects || isPatientId(id)))
  const asked = notShown.slice(0, mostResolved)
  const actor = system(clinicId, at, requestId)
  const byWorker = Map.groupBy(asked, id => workerOf(id))
  const resolve = async (ids: string[] = [], ask: (ids: string[]) => Answered, unanswered: string[] = []) => {
    if (ids.length === 0) return []
    const outcome = await settleWithin(budgets.names, ask(ids))
    if ('value' in outcome && outcome.value.ok) return outcome.value.value
    log('access_log.patients_unknown', { clinicId, requestId, ...('error' in outcome ? thrown(outcome.error) : {}) })
    return unanswered
  }
  const ids = byWorker.get('patient') ?? []
  // Nobody waits for a Worker twice: where the request was not heard of, its patients stand as they were named.
  const isKnown = failure === 'unavailable' || failure === 'outcome_unknown' || ids.every(id => own.includes(id))
  const found = await Promise.all([
    isKnown ? ids : resolve(ids, asking => existing(env, actor, asking), ids),
    resolve(byWorker.get('appointment'), asking => env.APPOINTMENT['appointment.patient_ids'](actor, asking)),
    resolve(byWorker.get('record'), asking => env.RECORD['record.patient_ids'](actor, asking)),
    resolve(byWorker.get('identity'), asking => env.IDENTITY['relation.patient_ids'](actor, asking)),
  ])
  const patientIds = [...new Set([...shown, ...found.flat()])]
  const unnamed = notShown.length - asked.length
  return failure && unnamed > 0 ? { patientIds, unnamed } : { patientIds }
}

/** The Worker that knows whose an object is. */
function workerOf(id: string): string | undefined {
  const kind = kindOf(id)
  return kind?.ofPatient ? kind.worker : undefined
}

async function existing(env: Bindings, actor: Actor, ids: string[]): Answered {
  const cards = await env.PATIENT['patient.cards'](actor, ids)
  return cards.ok ? { ok: true, value: cards.value.map(card => card.id) } : cards
}
