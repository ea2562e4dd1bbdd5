import { language } from './language.ts'

/** Countries and languages by name, where they are stored as codes; what is no code stays as people wrote it. */
function named(type: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type, fallback: 'code' }).of(code) ?? code
  } catch {
    return code
  }
}

/** `Indonesia` for `ID`. */
export function countryName(code: string): string {
  return named('region', code)
}

/** `Indonesian` for `id`; `Sundanese` stays. */
export function languageName(written: string): string {
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(written) ? named('language', written) : written
}
