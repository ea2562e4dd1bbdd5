import * as v from 'valibot'
import { id, idsText, instant, linkedPage, moment, paging, prose, resource, text, wordsText } from '#shared/input/text'
import { Author, recorded } from '../contract.ts'

export const observationCategories = ['vital_signs', 'laboratory', 'other'] as const

export const observationStatuses = ['final', 'entered_in_error'] as const

const number = v.pipe(v.number(), v.finite(), v.minValue(-1e9), v.maxValue(1e9))

/** A LOINC code, `8867-4`. */
const loinc = v.pipe(v.string(), v.regex(/^\d{1,7}-\d$/, 'loinc'))

/** A UCUM unit, `mm[Hg]`. */
const unit = v.pipe(v.string(), v.regex(/^[!-~]{1,32}$/, 'unit'))

const Component = v.strictObject({ code: loinc, value: number, unit })

/** Exactly one of `value` with `unit`, `valueText`, `valueCode`, `components`. */
export const RecordObservation = v.pipe(
  v.strictObject({
    patientId: id,
    encounterId: v.optional(id),
    category: v.optional(v.picklist(observationCategories)),
    code: loinc,
    /** Not later than now. */
    observedAt: instant,
    value: v.optional(number),
    unit: v.optional(unit),
    valueText: v.optional(v.pipe(prose(2_000), v.minLength(1))),
    valueCode: v.optional(text(64)),
    components: v.optional(v.pipe(v.array(Component), v.minLength(1), v.maxLength(20))),
    interpretation: v.optional(text(40)),
    referenceRange: v.optional(
      v.strictObject({ low: v.optional(number), high: v.optional(number), text: v.optional(text(120)) }),
    ),
  }),
  v.forward(
    v.check(({ value, unit }) => (value === undefined) === (unit === undefined), 'value_with_unit'),
    ['unit'],
  ),
  v.forward(
    v.check(
      ({ value, valueText, valueCode, components }) =>
        [value, valueText, valueCode, components].filter(one => one !== undefined).length === 1,
      'one_value',
    ),
    ['value'],
  ),
)

export type RecordObservation = v.InferOutput<typeof RecordObservation>

export const RecordObservations = v.strictObject({
  items: v.pipe(v.array(RecordObservation), v.minLength(1), v.maxLength(50)),
})

export type RecordObservations = v.InferOutput<typeof RecordObservations>

export const ListObservations = v.strictObject({
  patientId: v.optional(idsText),
  encounterId: v.optional(idsText),
  code: v.optional(idsText),
  category: v.optional(wordsText(observationCategories)),
  status: v.optional(wordsText(observationStatuses)),
  from: v.optional(moment),
  to: v.optional(moment),
  ...paging,
})

export type ListObservations = v.InferOutput<typeof ListObservations>

export const Observation = v.object({
  ...resource,
  patientId: v.string(),
  encounterId: v.optional(v.string()),
  category: v.picklist(observationCategories),
  code: v.string(),
  /** Our key of a known vital sign, `heart_rate`. */
  name: v.optional(v.string()),
  observedAt: v.string(),
  value: v.optional(v.number()),
  unit: v.optional(v.string()),
  valueText: v.optional(v.string()),
  valueCode: v.optional(v.string()),
  components: v.optional(
    v.array(v.object({ code: v.string(), name: v.optional(v.string()), value: v.number(), unit: v.string() })),
  ),
  interpretation: v.optional(v.string()),
  referenceRange: v.optional(
    v.object({ low: v.optional(v.number()), high: v.optional(v.number()), text: v.optional(v.string()) }),
  ),
  /** Worth a second look: outside what is plausible for a grown person. Not a diagnosis. */
  outOfRange: v.boolean(),
  status: v.picklist(observationStatuses),
  retracted: v.optional(v.object({ reason: v.string(), at: v.string(), by: Author })),
  ...recorded,
})

export type Observation = v.InferOutput<typeof Observation>

export const ObservationPage = linkedPage(Observation)

export const Observations = v.object({ items: v.array(Observation) })

export type Observations = v.InferOutput<typeof Observations>
