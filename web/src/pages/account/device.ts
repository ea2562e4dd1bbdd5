/** What a browser says of itself, in words for people; the more telling name first, since most browsers claim to be several. */
const browsers: readonly [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]

const systems: readonly [name: string, sign: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]

/** Browser and system of a user agent; absent where it names none that people know. */
export function deviceOf(userAgent: string): { browser?: string; system?: string } {
  const firstMatch = (patterns: readonly [string, RegExp][]) =>
    patterns.find(([, pattern]) => pattern.test(userAgent))?.[0]
  const [browser, system] = [firstMatch(browsers), firstMatch(systems)]
  return { ...(browser ? { browser } : {}), ...(system ? { system } : {}) }
}
