const marks = /\p{M}/gu
const gaps = /[^\p{L}\p{N}]+/gu

/** A name folded for sorting and finding: compatibility forms, lower case, no accents, words apart by one space. `Édith O'Neil` is `edith o neil`. */
export function nameKey(name: string): string {
  return name.normalize('NFKD').replace(marks, '').toLowerCase().replace(gaps, ' ').trim()
}
