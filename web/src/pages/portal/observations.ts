import type { Observation } from '../../api/portal.ts'
import { language } from '../../i18n/language.ts'
import { t } from '../../i18n/portal.ts'

/** How a unit is written for people; others stand as they are. */
const unitTexts: Record<string, string> = {
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  '[degF]': '°F',
  '[in_i]': 'in',
  '[lb_av]': 'lb',
  'kg/m2': 'kg/m²',
}

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

function number(value: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(value)
}

/** `Blood pressure`; the code where we have no word for it. */
export function observationName({ name, code }: Observation): string {
  const word = codesWithName.find(one => one === name)
  return word ? t(word) : (name ?? code)
}

/** `128/82 mmHg`, `56.8 kg`, `72 per minute`. */
export function observationValue({ components, value, unit, valueText, valueCode }: Observation): string {
  if (components) {
    const unit = components[0]?.unit ?? ''
    return `${components.map(part => number(part.value)).join('/')} ${unitTexts[unit] ?? unit}`
  }
  if (value === undefined) return valueText ?? valueCode ?? ''
  if (unit === '/min') return t('perMinute', { value: number(value) })
  if (unit === undefined || unit.startsWith('{')) return number(value)
  return unit === '%' ? `${number(value)} %` : `${number(value)} ${unitTexts[unit] ?? unit}`
}

/** Of each measure the latest; the list is newest first. */
export function latestOfEach(observations: Observation[]): Observation[] {
  const latest = new Map<string, Observation>()
  for (const one of observations) if (!latest.has(one.code)) latest.set(one.code, one)
  const rank = ({ name }: Observation) => {
    const at = (codesWithName as readonly (string | undefined)[]).indexOf(name)
    return at === -1 ? codesWithName.length : at
  }
  return [...latest.values()].sort((a, b) => rank(a) - rank(b))
}
