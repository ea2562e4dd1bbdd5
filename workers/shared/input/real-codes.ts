/** The countries and currencies that there are, as `Intl` knows them. Each is asked for when it is needed, and once. */

/** Codes that `Intl` has a name for and ISO 3166 has no country: groups, test codes, islands that belong to one. */
const noCountry = new Set('EU EZ UN ZZ XA XB QO AC CP CQ DG EA IC TA'.split(' '))
/** Codes of ISO 4217 that nobody pays with: metals, bond units, tests, none. */
const noCurrency = /^X(?:TS|XX|AU|AG|PT|PD|BA|BB|BC|BD|DR|SU|UA|EU|FO|FU|RE)$/

let names: Intl.DisplayNames | undefined
let currencies: Set<string> | undefined

/** Whether a country has this code today: not one that is gone or is written otherwise now, such as `UK` or `BU`. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || noCountry.has(code)) return false
  names ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return new Intl.Locale(`und-${code}`).region === code && names.of(code) !== undefined
}

export function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency').filter(one => !noCurrency.test(one)))
  return currencies.has(code)
}
