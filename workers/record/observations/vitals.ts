import type { Observation, RecordObservation } from './contract.ts'

/**
 * The vital signs this clinic software knows: LOINC code, our key, UCUM units, and two ranges in the first unit of each.
 *
 * Outside `plausible` (a grown person's) a value is only marked for a second look. Outside `possible` no living patient, newborn or
 * grown, has it: a slip of the finger, refused. Other codes are stored as they come.
 */
interface Vital {
  name: string
  /** Each accepted unit, and what makes the first of them of its value. */
  units: Record<string, (value: number) => number>
  plausible: readonly [low: number, high: number]
  possible: readonly [low: number, high: number]
}

const same = (value: number) => value
const inches = (value: number) => value * 2.54
const pressure = { 'mm[Hg]': same }
const length = { cm: same, '[in_i]': inches }
const perMinute = { '/min': same }

export const bloodPressure = { panel: '85354-9', systolic: '8480-6', diastolic: '8462-4' } as const

const vitals: Readonly<Record<string, Vital>> = {
  '8867-4': { name: 'heart_rate', units: perMinute, plausible: [40, 130], possible: [10, 350] },
  '9279-1': { name: 'respiratory_rate', units: perMinute, plausible: [8, 30], possible: [1, 150] },
  '8310-5': {
    name: 'temperature',
    units: { Cel: same, '[degF]': value => ((value - 32) * 5) / 9 },
    plausible: [35, 38.5],
    possible: [20, 46],
  },
  '59408-5': { name: 'oxygen_saturation', units: { '%': same }, plausible: [92, 100], possible: [10, 100] },
  '29463-7': {
    name: 'weight',
    units: { kg: same, '[lb_av]': value => value * 0.45359237, g: value => value / 1000 },
    plausible: [2, 250],
    possible: [0.2, 700],
  },
  '8302-2': { name: 'height', units: length, plausible: [40, 220], possible: [15, 280] },
  '39156-5': { name: 'bmi', units: { 'kg/m2': same }, plausible: [15, 45], possible: [4, 200] },
  '72514-3': { name: 'pain', units: { '{score}': same }, plausible: [0, 10], possible: [0, 10] },
  '9843-4': { name: 'head_circumference', units: length, plausible: [28, 65], possible: [10, 120] },
  '2339-0': {
    name: 'glucose',
    units: { 'mg/dL': same, 'mmol/L': value => value * 18.0156 },
    plausible: [60, 250],
    possible: [5, 2500],
  },
}

const components: Readonly<Record<string, Vital>> = {
  [bloodPressure.systolic]: { name: 'systolic', units: pressure, plausible: [85, 180], possible: [20, 350] },
  [bloodPressure.diastolic]: { name: 'diastolic', units: pressure, plausible: [45, 110], possible: [5, 250] },
}

/** The codes of all known vital signs, blood pressure first: what a summary shows. */
export const vitalCodes: readonly string[] = [bloodPressure.panel, ...Object.keys(vitals)]

/** Our key of a known code, `heart_rate`; undefined for any other. */
export function vitalName(code: string): string | undefined {
  if (code === bloodPressure.panel) return 'blood_pressure'
  return (vitals[code] ?? components[code])?.name
}

export type VitalProblem = 'unknown_unit' | { path: string; rule: string }

/** What is wrong with a vital sign as it was typed, if anything. Other codes are always well. */
export function checkVital(input: RecordObservation): VitalProblem | undefined {
  if (input.category !== undefined && input.category !== 'vital_signs' && isVitalOnly(input.code)) {
    return { path: 'category', rule: 'vital_signs' }
  }
  if (input.code === bloodPressure.panel) return checkPressure(input)
  const vital = vitals[input.code]
  if (!vital) return undefined
  if (input.value === undefined || input.unit === undefined) return { path: 'value', rule: 'number_required' }
  return checkNumber(vital, input.value, input.unit, 'value')
}

function checkPressure({ components: parts }: RecordObservation): VitalProblem | undefined {
  const systolic = parts?.find(part => part.code === bloodPressure.systolic)
  const diastolic = parts?.find(part => part.code === bloodPressure.diastolic)
  if (!systolic || !diastolic || parts?.length !== 2) return { path: 'components', rule: 'systolic_and_diastolic' }
  for (const part of [systolic, diastolic]) {
    const vital = components[part.code]
    const problem = vital && checkNumber(vital, part.value, part.unit, 'components')
    if (problem) return problem
  }
  return diastolic.value < systolic.value ? undefined : { path: 'components', rule: 'diastolic_below_systolic' }
}

function checkNumber(vital: Vital, value: number, unit: string, path: string): VitalProblem | undefined {
  const convert = Object.hasOwn(vital.units, unit) ? vital.units[unit] : undefined
  if (!convert) return 'unknown_unit'
  return within(vital.possible, convert(value)) ? undefined : { path, rule: 'impossible' }
}

/** Glucose is also a laboratory's; the others are only ever taken at the patient. */
function isVitalOnly(code: string): boolean {
  return code !== '2339-0' && vitalCodes.includes(code)
}

/** The category of an observation that names none. */
export function categoryOf(input: RecordObservation): Observation['category'] {
  return input.category ?? (vitalCodes.includes(input.code) ? 'vital_signs' : 'other')
}

/** Whether a stored value deserves a second look: see `plausible`. */
export function outOfRange(row: {
  code: string
  value: number | null
  unit: string | null
  components: RecordObservation['components'] | null
}): boolean {
  const parts = row.components ?? [{ code: row.code, value: row.value, unit: row.unit }]
  return parts.some(({ code, value, unit }) => {
    const vital = vitals[code] ?? components[code]
    const convert = vital && unit !== null ? vital.units[unit] : undefined
    return vital !== undefined && convert !== undefined && value !== null && !within(vital.plausible, convert(value))
  })
}

function within([low, high]: readonly [number, number], value: number): boolean {
  return value >= low && value <= high
}
