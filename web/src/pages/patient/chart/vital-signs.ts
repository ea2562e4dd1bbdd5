import type { Observation, RecordObservation } from '../../../api/charts.ts'

/**
 * The vital signs of the quick row: LOINC code, units as written in UCUM and as people read them, and from where to where a grown person's
 * value raises no question. The server decides what is possible at all.
 */
export interface Sign {
  key: 'heart_rate' | 'respiratory_rate' | 'temperature' | 'oxygen_saturation' | 'weight' | 'height' | 'pain'
  code: string
  unit: string
  shown: string
  usual: readonly [low: number, high: number]
  step: number
}

export const pressure = { panel: '85354-9', systolic: '8480-6', diastolic: '8462-4' } as const
export const usualPressure = { systolic: [85, 180], diastolic: [45, 110] } as const

const common: Sign[] = [
  { key: 'heart_rate', code: '8867-4', unit: '/min', shown: '/min', usual: [40, 130], step: 1 },
  { key: 'respiratory_rate', code: '9279-1', unit: '/min', shown: '/min', usual: [8, 30], step: 1 },
]
const last: Sign[] = [{ key: 'pain', code: '72514-3', unit: '{score}', shown: '0–10', usual: [0, 10], step: 1 }]
const oxygen: Sign = { key: 'oxygen_saturation', code: '59408-5', unit: '%', shown: '%', usual: [92, 100], step: 1 }

/** The quick row, in the units that the clinic's country measures in. */
export function signsFor(currency: string): Sign[] {
  const american = currency === 'USD'
  return [
    ...common,
    american
      ? { key: 'temperature', code: '8310-5', unit: '[degF]', shown: '°F', usual: [95, 101.3], step: 0.1 }
      : { key: 'temperature', code: '8310-5', unit: 'Cel', shown: '°C', usual: [35, 38.5], step: 0.1 },
    oxygen,
    american
      ? { key: 'weight', code: '29463-7', unit: '[lb_av]', shown: 'lb', usual: [4, 550], step: 0.1 }
      : { key: 'weight', code: '29463-7', unit: 'kg', shown: 'kg', usual: [2, 250], step: 0.1 },
    american
      ? { key: 'height', code: '8302-2', unit: '[in_i]', shown: 'in', usual: [16, 87], step: 0.1 }
      : { key: 'height', code: '8302-2', unit: 'cm', shown: 'cm', usual: [40, 220], step: 0.1 },
    ...last,
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
function unitShown(unit: string): string {
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
export function valueShown(one: Observation, currency: string): string {
  if (one.components) {
    const systolic = one.components.find(part => part.code === pressure.systolic)
    const diastolic = one.components.find(part => part.code === pressure.diastolic)
    if (systolic && diastolic) return `${systolic.value}/${diastolic.value} ${unitShown(systolic.unit)}`
    return one.components.map(part => `${part.value} ${unitShown(part.unit)}`).join(' · ')
  }
  if (one.value !== undefined) {
    const convert = (currency === 'USD' ? american : metric)[one.unit ?? '']
    return convert?.(one.value) ?? `${one.value} ${unitShown(one.unit ?? '')}`
  }
  return one.valueText ?? one.valueCode ?? ''
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
export function numberOf(one: Observation): number | undefined {
  if (one.value !== undefined) return toMetric[one.unit ?? '']?.(one.value) ?? one.value
  return one.components?.find(part => part.code === pressure.systolic)?.value
}

/** A number as typed, with a comma or a point; undefined where it is none. */
export function numberTyped(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

export interface TypedVitals {
  systolic: string
  diastolic: string
  values: Partial<Record<Sign['key'], string>>
}

/** The observations of a filled row, made now. */
export function observationsOf(
  typed: TypedVitals,
  signs: Sign[],
  to: { patientId: string; encounterId?: string; observedAt: string },
): RecordObservation[] {
  const items: RecordObservation[] = []
  const systolic = numberTyped(typed.systolic)
  const diastolic = numberTyped(typed.diastolic)
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
    const value = numberTyped(typed.values[key] ?? '')
    if (value !== undefined) items.push({ ...to, code, value, unit })
  }
  return items
}
