import { usesAmericanUnits } from '../../../../../workers/shared/country/habits.ts'
import type { Observation, RecordObservation } from '../../../api/charts.ts'

/**
 * The vital signs of the quick row: LOINC code, units as written in UCUM and as people read them, and from where to where a grown person's
 * value raises no question. The server decides what is possible at all.
 */
export interface VitalSign {
  key: 'heart_rate' | 'respiratory_rate' | 'temperature' | 'oxygen_saturation' | 'weight' | 'height' | 'pain'
  code: string
  unit: string
  unitText: string
  usualRange: readonly [low: number, high: number]
  step: number
}

export const pressure = { panel: '85354-9', systolic: '8480-6', diastolic: '8462-4' } as const
export const usualPressureRange = { systolic: [85, 180], diastolic: [45, 110] } as const

const commonSigns: VitalSign[] = [
  { key: 'heart_rate', code: '8867-4', unit: '/min', unitText: '/min', usualRange: [40, 130], step: 1 },
  { key: 'respiratory_rate', code: '9279-1', unit: '/min', unitText: '/min', usualRange: [8, 30], step: 1 },
]
const painScore: VitalSign[] = [
  { key: 'pain', code: '72514-3', unit: '{score}', unitText: '0–10', usualRange: [0, 10], step: 1 },
]
const oxygenSign: VitalSign = {
  key: 'oxygen_saturation',
  code: '59408-5',
  unit: '%',
  unitText: '%',
  usualRange: [92, 100],
  step: 1,
}

/** The quick row, in the units that the clinic's country measures in. */
export function vitalSignsFor(country: string): VitalSign[] {
  const american = usesAmericanUnits(country)
  return [
    ...commonSigns,
    american
      ? { key: 'temperature', code: '8310-5', unit: '[degF]', unitText: '°F', usualRange: [95, 101.3], step: 0.1 }
      : { key: 'temperature', code: '8310-5', unit: 'Cel', unitText: '°C', usualRange: [35, 38.5], step: 0.1 },
    oxygenSign,
    american
      ? { key: 'weight', code: '29463-7', unit: '[lb_av]', unitText: 'lb', usualRange: [4, 550], step: 0.1 }
      : { key: 'weight', code: '29463-7', unit: 'kg', unitText: 'kg', usualRange: [2, 250], step: 0.1 },
    american
      ? { key: 'height', code: '8302-2', unit: '[in_i]', unitText: 'in', usualRange: [16, 87], step: 0.1 }
      : { key: 'height', code: '8302-2', unit: 'cm', unitText: 'cm', usualRange: [40, 220], step: 0.1 },
    ...painScore,
  ]
}

const units: Record<string, string> = {
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  '[degF]': '°F',
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  'kg/m2': 'kg/m²',
  '{score}': '/10',
}

/** UCUM as people read it. */
function unitTextOf(unit: string): string {
  return units[unit] ?? unit
}

const rounded = (value: number) => String(Math.round(value * 10) / 10)

/** What was measured in metric units as a clinic reads it that measures in pounds, inches and degrees Fahrenheit. */
const american: Record<string, (value: number) => string> = {
  Cel: value => `${rounded((value * 9) / 5 + 32)} °F`,
  kg: value => `${rounded(value / 0.45359237)} lb`,
  cm: value => `${rounded(value / 2.54)} in`,
}
const metric: Record<string, (value: number) => string> = {
  '[degF]': value => `${rounded(((value - 32) * 5) / 9)} °C`,
  '[lb_av]': value => `${rounded(value * 0.45359237)} kg`,
  '[in_i]': value => `${rounded(value * 2.54)} cm`,
}

/** `120/80 mmHg`, `36.8 °C`; the whole value of an observation as one text, in the units of the clinic's country. */
export function valueText(observation: Observation, country: string): string {
  if (observation.components) {
    const systolic = observation.components.find(part => part.code === pressure.systolic)
    const diastolic = observation.components.find(part => part.code === pressure.diastolic)
    if (systolic && diastolic) return `${systolic.value}/${diastolic.value} ${unitTextOf(systolic.unit)}`
    return observation.components.map(part => `${part.value} ${unitTextOf(part.unit)}`).join(' · ')
  }
  if (observation.value !== undefined) {
    const convert = (usesAmericanUnits(country) ? american : metric)[observation.unit ?? '']
    return convert?.(observation.value) ?? `${observation.value} ${unitTextOf(observation.unit ?? '')}`
  }
  return observation.valueText ?? observation.valueCode ?? ''
}

/** Values taken in other units are drawn on one scale. */
const toMetric: Record<string, (value: number) => number> = {
  '[degF]': value => ((value - 32) * 5) / 9,
  '[lb_av]': value => value * 0.45359237,
  g: value => value / 1000,
  '[in_i]': value => value * 2.54,
  'mmol/L': value => value * 18.0156,
}

/** What a trend is drawn of: the value on its metric scale, or the systolic pressure. */
export function plottedNumber(observation: Observation): number | undefined {
  if (observation.value !== undefined) return toMetric[observation.unit ?? '']?.(observation.value) ?? observation.value
  return observation.components?.find(part => part.code === pressure.systolic)?.value
}

/** A number as typed, with a comma or a point; undefined where it is none. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

export interface TypedVitals {
  systolic: string
  diastolic: string
  values: Partial<Record<VitalSign['key'], string>>
}

/** The observations of a filled row, made now. */
export function observationsOf(
  typed: TypedVitals,
  signs: VitalSign[],
  to: { patientId: string; encounterId?: string; observedAt: string },
): RecordObservation[] {
  const items: RecordObservation[] = []
  const systolic = readNumber(typed.systolic)
  const diastolic = readNumber(typed.diastolic)
  if (systolic !== undefined && diastolic !== undefined) {
    const unit = 'mm[Hg]'
    items.push({
      ...to,
      code: pressure.panel,
      components: [
        { code: pressure.systolic, value: systolic, unit },
        { code: pressure.diastolic, value: diastolic, unit },
      ],
    })
  }
  for (const { key, code, unit } of signs) {
    const value = readNumber(typed.values[key] ?? '')
    if (value !== undefined) items.push({ ...to, code, value, unit })
  }
  return items
}
