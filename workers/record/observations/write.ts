import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { accessRow } from '#shared/database/access-row'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changesFrom, idempotency } from '#shared/database/ledger'
import type { Failures } from '#shared/failures'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { encounter } from '../encounters/schema.ts'
import { patientFactsOf, personsOf } from '../other-workers.ts'
import { among } from '../paging.ts'
import { authorOf } from '../recorded-by.ts'
import { tooLate } from '../timestamps.ts'
import type { Observation, RecordObservation } from './contract.ts'
import { observation } from './schema.ts'
import { toObservation } from './view.ts'
import { categoryOf, checkVital } from './vitals.ts'

export type AddObservationFailure =
  | 'invalid_request'
  | 'unknown_unit'
  | 'patient_not_found'
  | 'patient_archived'
  | 'encounter_not_found'
  | 'signed'

export async function write(
  context: Context<RecordEnv>,
  items: RecordObservation[],
  path: (i: number) => string,
): Promise<Result<Observation[], AddObservationFailure>> {
  const { env, actor, at } = context
  const problem = firstProblem(items, at, path)
  if (problem === 'unknown_unit') return fail('unknown_unit')
  if (problem) return fail('invalid_request', problem)
  const patients = await patientFactsOf(
    env,
    actor,
    items.map(item => item.patientId),
  )
  for (const { patientId } of items) {
    const patient = patients.get(patientId)
    if (!patient) return fail('patient_not_found')
    if (patient.archived) return fail('patient_archived')
  }
  const itemsOfKept = items.map(item => ({ ...item, patientId: patients.get(item.patientId)?.id ?? item.patientId }))
  const written = await insert(context, itemsOfKept)
  if (written.ok || written.code !== 'encounter_not_found') return written
  const itemsOfEncounters = await withPatientsOfEncounters(context, itemsOfKept)
  return itemsOfEncounters ? insert(context, itemsOfEncounters) : written
}

/**
 * The same for the patient id of each encounter: one that was opened before a merge keeps the id it was written with, and what is observed
 * in it joins it there. Undefined where that changes nothing.
 */
async function withPatientsOfEncounters(
  context: Context<RecordEnv>,
  items: RecordObservation[],
): Promise<RecordObservation[] | undefined> {
  const { env, actor, db, clinicId } = context
  const ids = items.flatMap(item => item.encounterId ?? [])
  const rows = await db
    .select({ id: encounter.id, patientId: encounter.patientId })
    .from(encounter)
    .where(and(eq(encounter.clinicId, clinicId), among(encounter.id, ids)))
  const holders = new Map(rows.map(row => [row.id, row.patientId]))
  const holderOf = ({ encounterId = '', patientId }: RecordObservation) => holders.get(encounterId) ?? patientId
  if (items.every(item => holderOf(item) === item.patientId)) return undefined
  const people = await personsOf(env, actor, [...new Set(items.map(item => item.patientId))])
  const same = (item: RecordObservation) =>
    people.some(person => person.ids.includes(item.patientId) && person.ids.includes(holderOf(item)))
  return items.every(same) ? items.map(item => ({ ...item, patientId: holderOf(item) })) : undefined
}

async function insert(
  context: Context<RecordEnv>,
  items: RecordObservation[],
): Promise<Result<Observation[], 'signed' | 'encounter_not_found'>> {
  const { actor, db, clinicId, at } = context
  const rows = items.map(item => ({ id: newId('observation'), changeId: newId('change'), ...stored(item) }))
  const batchId = rows[0]?.id ?? ''
  const author = authorOf(actor, 'nurse')
  const text = JSON.stringify(rows)
  const field = (name: string) => sql`json_extract(value, ${sql.raw(`'$.${name}'`)})`
  try {
    const { written } = await batch(db, {
      written: insertFrom(
        db,
        observation,
        {
          id: field('id'),
          clinicId,
          patientId: field('patientId'),
          encounterId: field('encounterId'),
          batchId,
          category: field('category'),
          code: field('code'),
          observedAt: field('observedAt'),
          value: field('value'),
          unit: field('unit'),
          valueText: field('valueText'),
          valueCode: field('valueCode'),
          components: field('components'),
          interpretation: field('interpretation'),
          referenceRange: field('referenceRange'),
          status: 'final',
          recordedById: author.id,
          recordedByName: author.name,
          recordedByRole: author.role,
          version: 1,
          createdAt: at,
          updatedAt: at,
        },
        sql`FROM json_each(${text})`,
      ).returning(),
      change: changesFrom(
        context,
        {
          id: field('changeId'),
          object: 'observation',
          objectId: field('id'),
          action: 'observation.recorded',
          patient: field('patientId'),
        },
        sql`FROM json_each(${text})`,
      ),
      access: accessRow(context, batchId, [...new Set(items.map(item => item.patientId))]),
      repeat: repeatRow(context, batchId),
    })
    const byId = new Map(written.map(row => [row.id, row]))
    return ok(rows.flatMap(({ id }) => byId.get(id) ?? []).map(toObservation))
  } catch (error) {
    const word = refusal(error)
    if (word === 'signed' || word === 'encounter_not_found') return fail(word)
    throw error
  }
}

function firstProblem(
  items: RecordObservation[],
  at: number,
  path: (i: number) => string,
): 'unknown_unit' | Failures['invalid_request'] | undefined {
  for (const [i, item] of items.entries()) {
    if (tooLate(Date.parse(item.observedAt), at)) return [{ path: `${path(i)}observedAt`, rule: 'in_the_future' }]
    const problem = checkVital(item)
    if (problem === 'unknown_unit') return problem
    if (problem) return [{ path: `${path(i)}${problem.path}`, rule: problem.rule }]
  }
  return undefined
}

function stored(item: RecordObservation) {
  return { ...item, category: categoryOf(item), observedAt: Date.parse(item.observedAt) }
}

/** Every statement of the batch succeeds or none does, so unlike `repeatRows` this needs no guard. */
function repeatRow({ actor, clinicId, at, db }: Context, objectId: string) {
  const { repeat, accountId } = actor
  if (!repeat) return []
  const { bodyHash, key, route } = repeat
  return [db.insert(idempotency).values({ clinicId, accountId, route, key, bodyHash, objectId, createdAt: at })]
}
