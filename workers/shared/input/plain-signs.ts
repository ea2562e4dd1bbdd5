/**
 * A text that was copied from elsewhere, with the signs of a keyboard: no invisible characters (marks of direction, soft hyphens), every
 * dash a hyphen, every space a space, digits of full width as digits.
 */
export function plainSigns(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\p{Zs}/gu, ' ')
}
