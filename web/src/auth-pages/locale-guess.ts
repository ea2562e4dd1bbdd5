import { countries } from '../i18n/choices.ts'

/** Where the clinic probably is, by the browser's clock and languages: a first guess that people can change. */

/** The zones of a country; none where this browser cannot say. */
export function zonesOf(country: string): string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'

/** The country whose zone the browser's clock runs by, else that of its language; empty where neither says one. */
export function likelyCountry(): string {
  const zone = browserZone()
  const languageCountry = navigator.languages.map(regionOf).find(Boolean) ?? ''
  const clockCountries = countries('en').filter(({ value }) => zonesOf(value).includes(zone))
  // A zone may serve several countries; the language then says which.
  const [first] = clockCountries
  return (clockCountries.find(({ value }) => value === languageCountry) ?? first)?.value ?? languageCountry
}

/** `ID` of `id-ID`. By hand: a few browsers name a language that is no tag, such as `en-US@posix`, and `Intl` throws on those. */
export function regionOf(tag: string): string {
  return /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?![a-z0-9])/i.exec(tag)?.[1]?.toUpperCase() ?? ''
}
