import { countries } from '../i18n/choices.ts'

/** Where the clinic probably is, by the browser's clock and languages: a first guess that people can change. */

/** The zones of a country; none where this browser cannot say. */
export function zonesOf(country: string): string[] {
  const place = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] }
  return place.getTimeZones?.() ?? place.timeZones ?? []
}

export const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'

/** The country whose zone the browser's clock runs by, else that of its language; empty where neither says one. */
export function countryHere(): string {
  const zone = zoneHere()
  const bySpeech = navigator.languages.map(regionOf).find(Boolean) ?? ''
  const byClock = countries('en').filter(({ value }) => zonesOf(value).includes(zone))
  // A zone may serve several countries; the language then says which.
  const [first] = byClock
  return (byClock.find(({ value }) => value === bySpeech) ?? first)?.value ?? bySpeech
}

/** `ID` of `id-ID`. By hand: a few browsers name a language that is no tag, such as `en-US@posix`, and `Intl` throws on those. */
export function regionOf(tag: string): string {
  return /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?![a-z0-9])/i.exec(tag)?.[1]?.toUpperCase() ?? ''
}
