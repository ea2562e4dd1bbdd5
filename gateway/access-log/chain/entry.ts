import { createHmac } from 'node:crypto'
import type { Role } from '#shared/permissions'

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
  /** A route, `GET /api/patients/:id`, or the name of a sign-in event. */
  action: string
  objectId?: string
  patientIds: string[]
  outcome: string
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

export function toRow(entry: NewEntry, after: ChainEnd, key: ChainKey): EntryRow {
  const row = {
    sequence: after.sequence + 1,
    at: entry.at,
    request_id: entry.requestId,
    account_id: entry.accountId,
    account_name: entry.accountName,
    roles: JSON.stringify(entry.roles),
    acts_for: JSON.stringify(entry.actsFor),
    action: entry.action,
    object_id: entry.objectId ?? null,
    patient_ids: JSON.stringify(entry.patientIds),
    outcome: entry.outcome,
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
  ])
}

/** Synchronous, unlike WebCrypto: nothing may come between reading the head and writing the entry. */
export function sign({ secret, clinicId }: ChainKey, facts: (string | number | null)[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([clinicId, ...facts]))
    .digest('base64url')
}
