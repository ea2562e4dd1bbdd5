import { importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Actor } from '#shared/actor'
import type { Role } from '#shared/permissions'

/** Seconds an access token lives. */
export const accessTokenLife = 600
/** Seconds for which a sign-in waits for its second factor. */
const mfaTokenLife = 600

/** What kinds of token there are. Type and audience differ, so that none opens what another does. */
const kinds = {
  access: { audience: 'smart-healthcare-api', type: 'at+jwt' },
  mfa: { audience: 'smart-healthcare-mfa', type: 'mfa+jwt' },
} as const

/** What an access token says. Names follow RFC 9068 where it has one. */
export interface AccessClaims {
  /** account id */
  sub: string
  /** session id */
  sid: string
  name: string
  clinicId: string
  timezone: string
  /** Absent in a token of before there was one. */
  country?: string
  currency: string
  locale: string
  roles: Role[]
  staffId?: string
  patients: string[]
  /** Those of them for whom the account is guardian or carer; absent where it is nobody's. */
  guardianOf?: string[]
  /**
   * Relations whose record was not open yet when the token was made: the patient whom each names, with the ids that it reaches. They are
   * closed unless the session's check finds that they have opened since.
   */
  waiting?: Record<string, string[]>
  /** Version of the membership: roles that have changed since are asked for anew. */
  mv: number
}

/** Of a sign-in whose password was right and whose second factor is still missing. */
export interface MfaClaims {
  /** account id */
  sub: string
  clinicId: string
  /** What wrong codes count against: the same as wrong passwords did. */
  counts: string
  /** When the password was set, Unix milliseconds: a new one ends this. */
  password: number
  /** Whether the password was given on the way here, and not a mailed link alone. */
  proved: boolean
  /** There is none yet, and the clinic asks for one. */
  setup: boolean
}

type Keys = Pick<GatewayEnv, 'SIGNING_KEYS' | 'ISSUER'>

interface KeyRing {
  source: string
  signing: { kid: string; alg: string; key: CryptoKey }
  verifying: Map<string, { alg: string; key: CryptoKey }>
  published: JWK[]
}

let ring: Promise<KeyRing> | undefined
let ringSource: string | undefined

/** The keys of SIGNING_KEYS, imported once per isolate. The first signs; all verify, so that a rotation is routine. */
function keyRing(env: Keys): Promise<KeyRing> {
  if (!ring || ringSource !== env.SIGNING_KEYS) {
    ringSource = env.SIGNING_KEYS
    ring = importKeys(env.SIGNING_KEYS)
  }
  return ring
}

async function importKeys(source: string): Promise<KeyRing> {
  const jwks = JSON.parse(source) as (JWK & { kid: string; alg: string })[]
  const published = jwks.map(({ kty, crv, x, kid, alg }) => ({ kty, crv, x, kid, alg, use: 'sig' }))
  const verifying = new Map<string, { alg: string; key: CryptoKey }>()
  for (const jwk of published) {
    verifying.set(jwk.kid, { alg: jwk.alg, key: (await importJWK(jwk as JWK, jwk.alg)) as CryptoKey })
  }
  const [first] = jwks
  if (!first) throw new Error('SIGNING_KEYS is empty')
  const key = (await importJWK(first, first.alg)) as CryptoKey
  return { source, signing: { kid: first.kid, alg: first.alg, key }, verifying, published: published as JWK[] }
}

export async function publicKeys(env: Keys): Promise<JWK[]> {
  return (await keyRing(env)).published
}

async function signed(env: Keys, kind: keyof typeof kinds, claims: object, life: number, at: number): Promise<string> {
  const { signing } = await keyRing(env)
  const { type, audience } = kinds[kind]
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: signing.alg, kid: signing.kid, typ: type })
    .setIssuer(env.ISSUER)
    .setAudience(audience)
    .setIssuedAt(Math.floor(at / 1000))
    .setExpirationTime(Math.floor(at / 1000) + life)
    .sign(signing.key)
}

/** The claims of a token of this kind that this gateway signed and that has not expired; undefined for anything else. */
async function verified<C>(
  env: Keys,
  kind: keyof typeof kinds,
  token: string,
  requiredClaims: string[],
  at: number,
): Promise<C | undefined> {
  const { verifying } = await keyRing(env)
  const { type, audience } = kinds[kind]
  try {
    const { payload } = await jwtVerify<C & JWTPayload>(
      token,
      header => {
        const known = header.kid ? verifying.get(header.kid) : undefined
        if (!known || known.alg !== header.alg) throw new Error('unknown key')
        return known.key
      },
      {
        issuer: env.ISSUER,
        audience,
        typ: type,
        algorithms: ['EdDSA', 'ES256'],
        currentDate: new Date(at),
        requiredClaims: [...requiredClaims, 'exp'],
      },
    )
    return payload
  } catch {
    return undefined
  }
}

export function signAccessToken(env: Keys, claims: AccessClaims, at: number): Promise<string> {
  return signed(env, 'access', claims, accessTokenLife, at)
}

export function verifyAccessToken(env: Keys, token: string, at: number): Promise<AccessClaims | undefined> {
  return verified(env, 'access', token, ['sub', 'sid'], at)
}

export function signMfaToken(env: Keys, claims: MfaClaims, at: number): Promise<string> {
  return signed(env, 'mfa', claims, mfaTokenLife, at)
}

export function verifyMfaToken(env: Keys, token: string, at: number): Promise<MfaClaims | undefined> {
  return verified(env, 'mfa', token, ['sub', 'counts', 'password'], at)
}

export function actorOf(claims: AccessClaims, requestId: string, at: number): Actor {
  return {
    kind: 'member',
    accountId: claims.sub,
    name: claims.name,
    clinicId: claims.clinicId,
    timezone: claims.timezone,
    country: claims.country ?? '',
    currency: claims.currency,
    locale: claims.locale,
    roles: claims.roles,
    staffId: claims.staffId,
    sessionId: claims.sid,
    patients: claims.patients,
    guardianOf: claims.guardianOf,
    ...(claims.waiting ? { recordClosed: Object.values(claims.waiting).flat() } : {}),
    requestId,
    at,
  }
}
