import { type Actor, system } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import { kindOf } from '#shared/objects'
import type { GatewayBindings } from '../gateway.ts'

type Bindings = Pick<GatewayBindings, 'APPOINTMENT' | 'RECORD' | 'IDENTITY'>

/** The Worker that knows whose an object is; undefined where the id names the patient, or nobody. */
function askedFor(id: string): keyof Bindings | undefined {
  const kind = kindOf(id)
  if (!kind?.ofPatient) return undefined
  return kind.worker === 'appointment'
    ? 'APPOINTMENT'
    : kind.worker === 'record'
      ? 'RECORD'
      : kind.worker === 'identity'
        ? 'IDENTITY'
        : undefined
}

/**
 * The patients of the objects that a path names, for a request whose answer names none: one that was refused. Asked as the system, for the
 * log alone; whoever was refused hears nothing of it. A Worker that is silent costs the name: the entry still has the object's id.
 */
export async function whose(env: Bindings, { clinicId, at, requestId }: Actor, path: string): Promise<string[]> {
  const byWorker = Map.groupBy(path.split('/'), part => askedFor(part))
  const asking = (['APPOINTMENT', 'RECORD', 'IDENTITY'] as const).map(async worker => {
    const ids = byWorker.get(worker)
    if (!ids) return []
    const outcome = await settleWithin(budgets.names, patientIdsOf(env, worker, system(clinicId, at, requestId), ids))
    if ('value' in outcome && outcome.value.ok) return outcome.value.value
    log('access_log.whose_unknown', { clinicId, requestId, ...('error' in outcome ? thrown(outcome.error) : {}) })
    return []
  })
  return (await Promise.all(asking)).flat()
}

const patientIdsOf = (env: Bindings, worker: keyof Bindings, actor: Actor, ids: string[]) =>
  worker === 'APPOINTMENT'
    ? env.APPOINTMENT['appointment.patient_ids'](actor, ids)
    : worker === 'RECORD'
      ? env.RECORD['record.patient_ids'](actor, ids)
      : env.IDENTITY['relation.patient_ids'](actor, ids)
