/** One way to write what names spell in several: the old Indonesian spelling, and the short forms of a few names. Pure. */

/** In this order: `djojo` is `jojo` and then `yoyo`, as `joyo` is. */
const old: [RegExp, string][] = [
  [/tj/g, 'c'],
  [/dj/g, 'j'],
  [/oe/g, 'u'],
  [/ch/g, 'kh'],
  [/j/g, 'y'],
]

/** Names that people shorten and spell in many ways, after `old`. */
const names: [RegExp, string][] = [
  [/^(?:m[ou]k?ham+[ae]d|mohd|moh|muh|mhd|m[ou]kh)$/, 'muhammad'],
  [/^(?:ak?hm[ae]d|akh)$/, 'ahmad'],
  [/^(?:abd|abdl|abdul)$/, 'abdul'],
]

/** A folded word in the one spelling: `soedjono` and `sujono` are `suyono`, `moh` and `mochammad` are `muhammad`; most stay. */
export function spelled(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word
  const modern = old.reduce((text, [from, to]) => text.replace(from, to), word)
  return names.find(([form]) => form.test(modern))?.[1] ?? modern
}
