/**
 * What a country writes and measures in. The clinic's country decides it: neither its currency (Timor-Leste pays in US dollars) nor the
 * reader's language or device. `Intl` knows the rest, asked by the language that most people of the country speak.
 */

/** Where a body is weighed in pounds and a fever taken in degrees Fahrenheit; `Intl` does not tell. */
const americanUnits = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP', 'UM'])

export function usesAmericanUnits(country: string): boolean {
  return americanUnits.has(country)
}

/** Whether 05/04 is in May there. */
export function isMonthFirst(country: string): boolean {
  if (americanUnits.has(country)) return true
  const language = localeOf(country)?.language
  if (!language) return false
  // Language and country alone: with a script between them (`en-Latn-GB`) the country's own way is not found.
  const format = new Intl.DateTimeFormat(`${language}-${country}`, { dateStyle: 'short', timeZone: 'UTC' })
  // A language that this runtime does not know is written as the runtime's own: that says nothing of the country.
  if (new Intl.Locale(format.resolvedOptions().locale).language !== language) return false
  const parts = format.formatToParts(0)
  return parts.find(({ type }) => type === 'month' || type === 'day' || type === 'year')?.type === 'month'
}

/** 1 Monday to 7 Sunday. Indonesia's offices begin with Monday, whatever its calendars print. */
export function firstWeekdayOf(country: string): Weekday {
  const locale = country === 'ID' ? undefined : localeOf(country)
  const week = locale as (Intl.Locale & Partial<Record<'weekInfo', Week> & { getWeekInfo(): Week }>) | undefined
  return (week?.getWeekInfo?.() ?? week?.weekInfo)?.firstDay ?? 1
}

/** 1 Monday to 7 Sunday. */
type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

interface Week {
  firstDay: Weekday
}

/** The country's likeliest language; undefined for what is no country. */
function localeOf(country: string): Intl.Locale | undefined {
  return /^[A-Z]{2}$/.test(country) ? new Intl.Locale(`und-${country}`).maximize() : undefined
}
