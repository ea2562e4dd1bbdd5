import * as v from 'valibot'
import { plainSigns } from './plain-signs.ts'
import { isCountry, isCurrency } from './real-codes.ts'

/**
 * The building blocks of every input schema. Text is NFC and trimmed; control characters other than tab and newline and lone surrogates
 * are refused; everything is bounded. A message in snake_case is the `rule` that an error names.
 */

/** Control characters, tab and newline aside. */
const refused = /(?![\t\n])\p{Cc}/u
const lineBreaks = /\r\n?/g

const cleaned = v.pipe(
  v.string(),
  v.check(value => value.isWellFormed(), 'lone_surrogate'),
  v.transform(value => value.replace(lineBreaks, '\n').normalize('NFC').trim()),
  v.check(value => !refused.test(value), 'control_character'),
)

/** Text of 1 to `max` characters on one line. */
export function text(max: number) {
  return v.pipe(
    cleaned,
    v.check(value => !/[\n\t]/.test(value), 'single_line'),
    v.minLength(1),
    v.maxLength(max),
  )
}

/** What mail programs and phones make a link of, and signs that turn the direction of whole texts (the marks of Hebrew and Arabic alone do not). A dot alone stands in `dr.Rina`. */
const linkLike =
  /:\/\/|@|\bwww\.|[\p{L}\d]\/[\p{L}\d]+\/|\.(?:com|net|org|info|biz|app|dev|io|co|me|ly|link|site|online|shop|xyz|top|click|id)\b/iu
const turning = /[\u200b\u202a-\u202e\u2060-\u2069\ufeff]/

/** The name of a clinic or a person, which others read in mails and on screens of ours: `text`, and no address to go to. */
export function name(max: number) {
  return v.pipe(
    text(max),
    v.check(value => !linkLike.test(value) && !turning.test(value), 'name_with_link'),
  )
}

/** Text of 0 to `max` characters, with line breaks. */
export function prose(max: number) {
  return v.pipe(cleaned, v.maxLength(max))
}

/** An opaque id, at most 64 characters. That it exists is for the verb to say. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'id'))

export const email = v.pipe(
  cleaned,
  v.maxLength(254),
  v.regex(/^[^\s@<>()",;:\\[\]]{1,64}@[^\s@<>()",;:\\[\]]{1,188}\.[^\s@<>()",;:\\[\]]{2,}$/, 'email'),
)

/** A telephone number as people write or copy it; 3 to 20 digits with the usual separators. */
export const phone = v.pipe(
  cleaned,
  v.transform(value => plainSigns(value).trim()),
  v.maxLength(32),
  v.regex(/^\+?[0-9 ().\-/]+(?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/i, 'phone'),
  v.check(value => {
    const digits = value.replace(/\D/g, '').length
    return digits >= 3 && digits <= 20
  }, 'phone'),
)

/** Nobody alive was born before, nothing is planned beyond: a year outside is a slip, and far ones have no four digits a day later. */
const firstYear = 1800
const lastYear = 2200

function isYear(year: number): boolean {
  return year >= firstYear && year <= lastYear
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  return match !== null && isYear(Number(match[1])) && isDay(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** A calendar date, `2026-03-02`, of the years 1800 to 2200. */
export const date = v.pipe(v.string(), v.check(isDate, 'date'))

/** A date of which only the year or the month may be known: `1950`, `1950-07`, `1950-07-14`. */
export const partialDate = v.pipe(
  v.string(),
  v.check(value => {
    if (/^\d{4}$/.test(value)) return isYear(Number(value))
    const month = /^(\d{4})-(\d{2})$/.exec(value)
    if (month) return isYear(Number(month[1])) && Number(month[2]) >= 1 && Number(month[2]) <= 12
    return isDate(value)
  }, 'partial_date'),
)

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

function isInstant(value: string): boolean {
  return instantForm.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
}

/** An instant, `2026-03-02T14:00:00.000Z` or with an offset. Stays text; `toInstant` of time.ts makes milliseconds of it. */
export const instant = v.pipe(v.string(), v.check(isInstant, 'instant'))

/** An end of a range: an instant, or a plain date that means the clinic's midnight. */
export const moment = v.pipe(
  v.string(),
  v.check(value => isInstant(value) || isDate(value), 'instant_or_date'),
)

/** Hours and minutes of a day, `08:00`; `24:00` is its end. */
export const timeOfDay = v.pipe(v.string(), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time_of_day'))

/** An IANA zone that this runtime knows. */
export const zone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(value => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: value })
      return /^[A-Za-z]/.test(value)
    } catch {
      return false
    }
  }, 'timezone'),
)

export const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'currency'), v.check(isCurrency, 'currency'))
export const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'country'), v.check(isCountry, 'country'))
export const locale = v.picklist(['en', 'id'])

/** Minor units of a currency: `{amount: 150000, currency: 'IDR'}`. */
export const money = v.strictObject({
  amount: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000_000_000)),
  currency,
})

/** A bounded whole number. */
export function whole(min: number, max: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max))
}

/** A bounded whole number that arrives as the text of a query. */
export function wholeText(min: number, max: number) {
  return v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'whole_number'), v.transform(Number), v.minValue(min), v.maxValue(max))
}

/** `true` or `false` in a query. */
export const flagText = v.pipe(
  v.picklist(['true', 'false']),
  v.transform(value => value === 'true'),
)

/** A comma list of known words in a query. */
export function wordsText<const W extends readonly string[]>(words: W) {
  return v.pipe(
    v.string(),
    v.maxLength(500),
    v.transform(value => value.split(',')),
    v.array(v.picklist(words)),
  )
}

/** A comma list of ids in a query. */
export const idsText = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.transform(value => value.split(',')),
  v.array(id),
  v.maxLength(30),
)

/** What every list takes: page size, place, and changes since. */
export const paging = {
  limit: v.optional(wholeText(1, 100)),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,600}$/, 'cursor'))),
  updatedSince: v.optional(moment),
}

/** What every resource carries on its way out. */
export const resource = {
  id: v.string(),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
}

/** A page of a list on its way out. */
export function page<S extends v.GenericSchema>(item: S) {
  return v.object({ items: v.array(item), nextCursor: v.nullable(v.string()) })
}

/** What is read by patient, where it could not be learnt whether the person has more under other ids: it may not be all. */
export const links = { linksUnavailable: v.optional(v.literal(true)) }

/** A page of a list that may be read by patient. */
export function linkedPage<S extends v.GenericSchema>(item: S) {
  return v.object({ ...page(item).entries, ...links })
}
