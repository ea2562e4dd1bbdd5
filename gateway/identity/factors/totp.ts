import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Time-based codes as authenticator apps make them: RFC 6238 with SHA-1, six digits, steps of 30 s. */

const stepSeconds = 30
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let out = ''
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += alphabet[(held >> bits) & 31]
    }
  }
  return bits > 0 ? out + alphabet[(held << (5 - bits)) & 31] : out
}

/** 160 random bits, as RFC 4226 recommends. */
export function newSecret(): Uint8Array {
  return randomBytes(20)
}

export function stepAt(at: number): number {
  return Math.floor(at / 1000 / stepSeconds)
}

export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The step whose code this is, of now, the one before or the one after: clocks differ. Undefined for a wrong code. */
export function stepOf(secret: Uint8Array, code: string, at: number): number | undefined {
  const given = Buffer.from(code)
  const now = stepAt(at)
  return [now, now - 1, now + 1].find(step => {
    const wanted = Buffer.from(codeOf(secret, step))
    return wanted.length === given.length && timingSafeEqual(wanted, given)
  })
}

/** What an authenticator scans. */
export function uriOf(secret: Uint8Array, email: string): string {
  const label = encodeURIComponent(`Smart Healthcare:${email}`)
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Smart%20Healthcare&algorithm=SHA1&digits=6&period=${stepSeconds}`
}
