import type { Observation } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'

const codesWithName = [
  'blood_pressure',
  'heart_rate',
  'respiratory_rate',
  'temperature',
  'oxygen_saturation',
  'weight',
  'height',
  'bmi',
  'pain',
  'head_circumference',
  'glucose',
] as const

/** What was observed, in words; an unknown code by itself. */
export function observationName({ name, code }: Pick<Observation, 'name' | 'code'>): string {
  const word = codesWithName.find(one => one === name)
  return word ? t(word) : code
}
