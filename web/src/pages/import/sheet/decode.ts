export interface Decoded {
  text: string
  /** The file is neither UTF-8 nor UTF-16 and was read as Windows text: accents may be wrong. */
  guessed: boolean
}

/** The text of a file: UTF-8, UTF-16 as spreadsheets save “Unicode text” (with or without its mark), else Windows text. */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), guessed: false }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true }
  }
}

/** Two bytes to a character: by the mark in front, or by a zero in every second byte of the beginning. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, Math.min(bytes.length, 512) & ~1)
  const zeros = (parity: number) => start.filter((byte, i) => i % 2 === parity && byte === 0).length
  const [even, odd] = [zeros(0), zeros(1)]
  if (even === 0 && odd > start.length / 4) return 'utf-16le'
  if (odd === 0 && even > start.length / 4) return 'utf-16be'
  return undefined
}
