import * as v from 'valibot'
import { flagText, page, paging, prose, resource } from '#shared/input/text'
import { identifierTypes, NameOut, sexes } from '../patients/contract.ts'

/**
 * A patient in a list. Identifiers are masked: every character but the last four is `*`, and all of them where there are no more than
 * four, so that a screen others can see shows enough to tell two people apart and no more.
 */
export const PatientListItem = v.object({
  ...resource,
  recordNumber: v.string(),
  name: NameOut,
  birthDate: v.optional(v.string()),
  sex: v.picklist(sexes),
  phone: v.optional(v.string()),
  city: v.optional(v.string()),
  identifiers: v.array(v.object({ type: v.picklist(identifierTypes), value: v.string() })),
  deceased: v.optional(v.object({ date: v.optional(v.string()) })),
  archived: v.boolean(),
  /** Registered on the public page, and nobody of the clinic has confirmed yet who it is. */
  unverified: v.optional(v.boolean()),
  /** Of a merged duplicate: the patient who is kept. Every change of the duplicate is refused with `merged`. */
  mergedInto: v.optional(v.string()),
})

export type PatientListItem = v.InferOutput<typeof PatientListItem>

/**
 * `q` is the one search box: name (accents, order and one typo do not matter, the last word may be unfinished), record number, identifier,
 * telephone number or birth date. Ranked: the whole word, then its beginning, then a typo, the living first in each; without `q` the
 * latest registered come first, with `updatedSince` the longest unchanged. `archived=true` lists only archived patients, otherwise only
 * the others; `updatedSince` without `archived` lists both. Merged patients are left out, except where `q` is exactly their record number
 * or identifier, and from `updatedSince` without `archived`, so that copies learn of it; such an item has `mergedInto`. A page may hold
 * fewer than `limit` and still have a `nextCursor`.
 */
export const ListPatients = v.strictObject({
  q: v.optional(prose(200)),
  archived: v.optional(flagText),
  ...paging,
})

export type ListPatients = v.InferOutput<typeof ListPatients>

export const PatientPage = page(PatientListItem)
