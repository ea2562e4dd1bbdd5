import type { Patient } from '../api/patients.ts'
import { countryName } from '../i18n/code-names.ts'

/** An address as lines, the country in words; none where it is not known. */
export function addressLines({ address }: Pick<Patient, 'address'>): string[] {
  if (!address) return []
  const { line, rt, rw, village, district, city, state, postalCode, country } = address
  const neighbourhood = rt || rw ? [`RT ${rt ?? '–'}/RW ${rw ?? '–'}`] : []
  return [
    ...line,
    [...neighbourhood, village, district].filter(Boolean).join(', '),
    [city, state, postalCode].filter(Boolean).join(', '),
    countryName(country),
  ].filter(one => one !== '')
}
