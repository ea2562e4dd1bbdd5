import { encode } from 'uqr'

/** The dark modules of a QR code as the path of a picture `size` units wide and high, with the quiet zone of four that readers need. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: dark.join('') }
}
