import type { identifierTypes } from './patients/contract.ts'

/** What a number of each type looks like. Pure: the registration, the import and its page ask the same functions. */

export type IdentifierType = (typeof identifierTypes)[number]

const nationalTypes: Record<string, IdentifierType> = { ID: 'nik', US: 'ssn', GB: 'nhs' }

/** The type of the number that a country gives everybody: `nik`, `ssn`, `nhs`, else `other`. */
export function nationalType(country: string | undefined): IdentifierType {
  return nationalTypes[country ?? ''] ?? 'other'
}

type Digits = Partial<Record<IdentifierType, number>>
/** What the desk is asked for. */
const deskDigits: Digits = { nik: 16 }
/** A spreadsheet is held to more: its cells lose digits without anybody seeing it. */
const sheetDigits: Digits = { nik: 16, mother_nik: 16, family_card: 16, bpjs: 13, ssn: 9, nhs: 10 }

/** `3.17401E+15`: what a spreadsheet leaves of a long number. Its last digits are lost, and every person near it gets the same one. */
export function isExponent(value: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?E\+?\d{1,3}$/i.test(value.trim())
}

/**
 * The rule that a number breaks, or undefined where it may be kept.
 *
 * @param from `desk` for a number somebody types, `sheet` for one of a spreadsheet.
 * @returns `exponent`, `all_zeros`, or the type whose digits are too many or too few: `nik`, `sixteen_digits`, `bpjs`, `ssn`, `nhs`.
 */
export function identifierRule(type: IdentifierType, value: string, from: 'desk' | 'sheet'): string | undefined {
  if (isExponent(value)) return 'exponent'
  const plain = value.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
  if (/^0{2,}$/.test(plain)) return 'all_zeros'
  const digits = (from === 'desk' ? deskDigits : sheetDigits)[type]
  if (digits === undefined || (/^\d+$/.test(plain) && plain.length === digits)) return undefined
  return type === 'mother_nik' || type === 'family_card' ? 'sixteen_digits' : type
}

interface Said {
  identifiers?: { type: IdentifierType; value: string }[] | null
  nationalId?: string | null
  oldRecordNumber?: string
}

/** The rules that the numbers of a person break, each with the path of its field; `before` are the person's already and stay. */
export function identifierProblems(
  { identifiers, nationalId, oldRecordNumber }: Said,
  country: string | undefined,
  from: 'desk' | 'sheet',
  before: { value: string }[] = [],
): { path: string; rule: string }[] {
  const said = [
    ...(typeof nationalId !== 'string' ? [] : [{ path: 'nationalId', type: nationalType(country), value: nationalId }]),
    ...(identifiers ?? []).map(({ type, value }, i) => ({ path: `identifiers.${i}.value`, type, value })),
    ...(oldRecordNumber === undefined
      ? []
      : [{ path: 'oldRecordNumber', type: 'old_record' as const, value: oldRecordNumber }]),
  ]
  return said.flatMap(({ path, type, value }) => {
    if (before.some(one => one.value === value)) return []
    const rule = identifierRule(type, value, from)
    // A record number of another system may well be 000.
    return rule === undefined || (type === 'old_record' && rule === 'all_zeros') ? [] : [{ path, rule }]
  })
}
