/**
 * An amount as people write it, in minor units: `150.000`, `150,000`, `Rp 150.000`, `1,250.50`, `12,5`.
 *
 * One separator with three digits behind it groups thousands, unless the currency has three decimals and `point` is what the language
 * writes before them. Digits behind the last decimal of the currency must be zeros.
 *
 * @returns whole minor units, or null where it is no amount.
 */
export function readMoney(typed: string, decimals: number, point: '.' | ',' = '.'): number | null {
  const text = typed.replace(/^[^\d.,-]*|[\s\u00a0\u202f']|[^\d.,]*$/g, '')
  if (!/^\d[\d.,]*$/.test(text)) return null
  const marks = text.match(/[.,]/g) ?? []
  const afterSeparator = text.length - 1 - Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const last = marks.at(-1)
  const several = marks.filter(mark => mark === last).length > 1
  const grouping =
    last === undefined ||
    several ||
    (new Set(marks).size === 1 && afterSeparator === 3 && !(decimals === 3 && last === point))
  const [whole = '', fraction = ''] = grouping
    ? [text, '']
    : [text.slice(0, text.length - 1 - afterSeparator), text.slice(text.length - afterSeparator)]
  const groups = whole.split(/[.,]/)
  if (groups.slice(1).some(group => group.length !== 3)) return null
  if (/[^0]/.test(fraction.slice(decimals))) return null
  const minor = Number(groups.join('') + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return Number.isSafeInteger(minor) ? minor : null
}
