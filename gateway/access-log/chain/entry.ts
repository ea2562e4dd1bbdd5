import { createHmac } from 'node:crypto'
import type { Role } from '#shared/permissions'
import type { Look } from './looks.ts'

/** One access: who did what with whose data. Written once, by the clinic's AccessLog. */
export interface NewEntry {
  /** The request's instant, Unix milliseconds. */
  at: number
  /** With the action the entry's identity: appending the same twice leaves one. */
  requestId: string
  accountId: string
  accountName: string
  roles: Role[]
  /** The patients for whom the account acted as guardian or carer. */
  actsFor: string[]
  /** The name of the verb, `patient.read`, as the permission table has it, or of a sign-in event, `signed_in`. */
  action: string
  objectId?: string
  patientIds: string[]
  /** How many further ids a refused request named. */
  unnamed?: number
  /** How many refused requests it stands for, where that is more than one. */
  times?: number
  /** The accesses, each opened with a reason, under which a record was read or written; of an opening its own. */
  under?: string[]
  /** Of an opening: why. */
  reason?: string | undefined
  outcome: string
  /** Of a read: which of it may be in the log already. Without, it is an entry whatever came before. */
  look?: Look
  /** Whose look it was: the session is told apart where the same is asked for again. */
  sessionId?: string | undefined
}

/** Patients that one row names at most. */
export const mostInRow = 200

/**
 * An entry as rows of at most 200 patients: all that were shown, and all that many refused requests were about; of a single refused request the first,
 * and how many more there were. The first row alone has the number of those that are not named.
 */
export function partsOf(entry: NewEntry): (NewEntry & { part: number })[] {
  const { patientIds, outcome, unnamed, times } = entry
  const first = patientIds.slice(0, mostInRow)
  if (outcome !== 'ok' && times === undefined) {
    return [{ ...entry, patientIds: first, unnamed: (unnamed ?? 0) + patientIds.length - first.length, part: 1 }]
  }
  const parts = [first]
  for (let i = mostInRow; i < patientIds.length; i += mostInRow) parts.push(patientIds.slice(i, i + mostInRow))
  return parts.map((ids, i) => ({ ...entry, patientIds: ids, unnamed: i === 0 ? unnamed : unnamed && 0, part: i + 1 }))
}

/** A row of the log, as it is stored and as its hash is made. Lists are JSON. */
export type EntryRow = {
  sequence: number
  at: number
  request_id: string
  account_id: string
  account_name: string
  roles: string
  acts_for: string
  action: string
  object_id: string | null
  patient_ids: string
  outcome: string
  /** From 1, of a request with more patients than one row names. */
  part: number
  unnamed: number
  times: number
  under: string
  reason: string | null
  previous: string
  hash: string
}

/** The end of a chain: the entry that the next one follows. */
export interface ChainEnd {
  sequence: number
  hash: string
}

/** What the first entry follows. */
export const beginning: ChainEnd = { sequence: 0, hash: '' }

export function toRow(entry: NewEntry & { part: number }, after: ChainEnd, key: ChainKey): EntryRow {
  const row = {
    sequence: after.sequence + 1,
    at: entry.at,
    request_id: entry.requestId,
    account_id: entry.accountId,
    account_name: entry.accountName,
    roles: JSON.stringify(entry.roles),
    acts_for: JSON.stringify(entry.actsFor.filter(id => entry.patientIds.includes(id))),
    action: entry.action,
    object_id: entry.objectId ?? null,
    patient_ids: JSON.stringify(entry.patientIds),
    outcome: entry.outcome,
    part: entry.part,
    unnamed: entry.unnamed ?? 0,
    times: entry.times ?? 1,
    under: JSON.stringify(entry.under ?? []),
    reason: entry.reason ?? null,
    previous: after.hash,
  }
  return { ...row, hash: hashOf(row, key) }
}

/** What a hash is made with. The clinic is part of it, so that one clinic's entries prove nothing in another's log. */
export interface ChainKey {
  secret: string
  clinicId: string
}

/** The HMAC of an entry, over every column in a fixed order and the hash of the entry before it. */
export function hashOf(row: Omit<EntryRow, 'hash'>, key: ChainKey): string {
  return sign(key, [
    'entry',
    row.previous,
    row.sequence,
    row.at,
    row.request_id,
    row.account_id,
    row.account_name,
    row.roles,
    row.acts_for,
    row.action,
    row.object_id,
    row.patient_ids,
    row.outcome,
    // Rows of before these columns have their defaults, and the hashes of then.
    ...(row.part === 1 && row.unnamed === 0 && row.times === 1 ? [] : [row.part, row.unnamed, row.times]),
    ...(row.under === '[]' && row.reason === null ? [] : ['under', row.under, row.reason]),
  ])
}

/** Synchronous, unlike WebCrypto: nothing may come between reading the head and writing the entry. */
export function sign({ secret, clinicId }: ChainKey, facts: (string | number | null)[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([clinicId, ...facts]))
    .digest('base64url')
}
