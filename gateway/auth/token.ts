import { importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Actor } from '#shared/actor'
import type { Role } from '#shared/permissions'

/** Seconds an access token lives. */
export const accessTokenLife = 600
const audience = 'smart-healthcare-api'
const tokenType = 'at+jwt'

/** What an access token says. Names follow RFC 9068 where it has one. */
export interface AccessClaims {
  /** account id */
  sub: string
  /** session id */
  sid: string
  name: string
  clinicId: string
  timezone: string
  currency: string
  locale: string
  roles: Role[]
  staffId?: string
  patients: string[]
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

export async function signAccessToken(env: Keys, claims: AccessClaims, at: number): Promise<string> {
  const { signing } = await keyRing(env)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: signing.alg, kid: signing.kid, typ: tokenType })
    .setIssuer(env.ISSUER)
    .setAudience(audience)
    .setIssuedAt(Math.floor(at / 1000))
    .setExpirationTime(Math.floor(at / 1000) + accessTokenLife)
    .sign(signing.key)
}

/** The claims of a token that this gateway signed and that has not expired; undefined for anything else. */
export async function verifyAccessToken(env: Keys, token: string, at: number): Promise<AccessClaims | undefined> {
  const { verifying } = await keyRing(env)
  try {
    const { payload } = await jwtVerify<AccessClaims & JWTPayload>(
      token,
      header => {
        const known = header.kid ? verifying.get(header.kid) : undefined
        if (!known || known.alg !== header.alg) throw new Error('unknown key')
        return known.key
      },
      {
        issuer: env.ISSUER,
        audience,
        typ: tokenType,
        algorithms: ['EdDSA', 'ES256'],
        currentDate: new Date(at),
        requiredClaims: ['sub', 'sid', 'exp'],
      },
    )
    return payload
  } catch {
    return undefined
  }
}

export function actorOf(claims: AccessClaims, requestId: string, at: number): Actor {
  return {
    kind: 'member',
    accountId: claims.sub,
    name: claims.name,
    clinicId: claims.clinicId,
    timezone: claims.timezone,
    currency: claims.currency,
    locale: claims.locale,
    roles: claims.roles,
    staffId: claims.staffId,
    patients: claims.patients,
    requestId,
    at,
  }
}
