import { randomBytes } from 'node:crypto'

/** Letters and digits that nobody mistakes for each other on paper: no I, L, O, U. Thirty-two, so each is worth five bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groupLength = 4

/** A code to print: 20 bits a group, so 80 in four, `7K2M-9XQ4-0BTR-W5NC`. */
export function newCode(groups = 4): string {
  // 256 is a multiple of 32, so that no character is likelier than another.
  const characters = [...randomBytes(groups * groupLength)].map(byte => alphabet[byte % alphabet.length])
  return Array.from({ length: groups }, (_, i) =>
    characters.slice(i * groupLength, (i + 1) * groupLength).join(''),
  ).join('-')
}

/** A code as it was printed, from what somebody typed: any case, any spacing, and the letters that look like others. */
export function normalCode(typed: string, groups = 4): string | undefined {
  const plain = typed
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== groups * groupLength || [...plain].some(one => !alphabet.includes(one))) return undefined
  return plain.match(/.{4}/g)?.join('-')
}
