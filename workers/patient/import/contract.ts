import * as v from 'valibot'
import { upTo } from '#shared/input/patch'
import { id, text } from '#shared/input/text'
import { RegisterPatient } from '../patients/contract.ts'

/** One row of a spreadsheet, its columns already mapped: the keys of RegisterPatient and the number it had in the system it comes from. */
export const ImportRow = v.strictObject({ ...RegisterPatient.entries, oldRecordNumber: v.optional(text(64)) })

/**
 * One batch of an import. Rows are checked one by one against ImportRow by the verb, so that a bad row costs only itself; empty text and
 * null count as absent.
 */
export const ImportPatients = v.strictObject({
  /** One run of the import page: names it in the history of each patient. */
  importId: id,
  /** Where the rows come from; with the old record number it says who is known already. */
  source: text(120),
  rows: v.pipe(
    v.array(
      v.pipe(
        v.unknown(),
        v.transform(row => upTo(row, 5)),
      ),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
})

export type ImportPatients = v.InferOutput<typeof ImportPatients>

/** What became of one row; `row` counts from 0 in the batch. `rejected` names each field and rule, and for `identifier_taken` whose it is. */
export const ImportVerdict = v.object({
  row: v.number(),
  verdict: v.picklist(['created', 'known', 'rejected']),
  patientId: v.optional(v.string()),
  recordNumber: v.optional(v.string()),
  fields: v.optional(v.array(v.object({ path: v.string(), rule: v.string() }))),
})

export type ImportVerdict = v.InferOutput<typeof ImportVerdict>

export const ImportVerdicts = v.object({ items: v.array(ImportVerdict) })

export type ImportVerdicts = v.InferOutput<typeof ImportVerdicts>
