import { t } from '../i18n/common.ts'
import { age, plainDate } from '../i18n/time.ts'

export type Sex = 'female' | 'male' | 'other' | 'unknown'

/** `42 years old`, `7 months old`. */
export function ageInWords(birthDate: string): string {
  const ageNow = age(birthDate)
  return 'years' in ageNow ? t('yearsOld', { count: ageNow.years }) : t('monthsOld', { count: ageNow.months })
}

/** `42 y`, for tight places. */
export function ageShort(birthDate: string): string {
  const ageNow = age(birthDate)
  return 'years' in ageNow ? t('yearsShort', { count: ageNow.years }) : t('monthsShort', { count: ageNow.months })
}

/** `RM-000123 · Female · 42 y · 14 Jul 1984`: what tells two people of one name apart. */
export function personLine(person: { recordNumber: string; sex: Sex; birthDate?: string; phone?: string }): string {
  const { recordNumber, sex, birthDate, phone } = person
  const parts = [recordNumber, t(sex), birthDate && ageShort(birthDate), birthDate && plainDate(birthDate), phone]
  return parts.filter(Boolean).join(' · ')
}
