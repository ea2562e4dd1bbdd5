import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { linkToken } from '../../gateway/identity/accounts/links.ts'
import { signMfaToken } from '../../gateway/identity/sessions/token.ts'
import { keys, type Person } from './harness.ts'

/** Tokens that are wrong in one way each. They are made from a real one when they are used, for it is made after the tests are named. */

let owner: Person
let mfaToken: string

/** Whose real tokens the forged ones are made from. */
export async function forgeFrom(person: Person): Promise<void> {
  owner = person
  mfaToken = await signMfaToken(keys, mfaClaims(), Date.now())
}

type Json = Record<string, unknown>

const [jwk] = JSON.parse(keys.SIGNING_KEYS)
const ours = createPrivateKey({ key: jwk, format: 'jwk' })
const publicPem = createPublicKey(ours).export({ type: 'spki', format: 'pem' }).toString()
const theirs = generateKeyPairSync('ed25519').privateKey
const theirJwk = createPublicKey(theirs).export({ format: 'jwk' }) as Json
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const goodHeader = { alg: 'EdDSA', kid: 'test', typ: 'at+jwt' }
function goodClaims(): Json {
  const now = Math.floor(Date.now() / 1000)
  const { claims } = owner
  return { ...claims, iss: keys.ISSUER, aud: 'smart-healthcare-api', iat: now, exp: now + 600 }
}

function signed(header: unknown, claims: unknown, key: KeyObject = ours): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

function hmac(alg: string, secret: string | Buffer, kid = 'test'): string {
  const text = `${encode({ ...goodHeader, alg, kid })}.${encode(goodClaims())}`
  return `${text}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(text)
    .digest('base64url')}`
}

function unsigned(alg: unknown, signature: string): string {
  return `${encode({ ...goodHeader, alg })}.${encode(goodClaims())}.${signature}`
}

/** Our own signature over a header and claims that are wrong in one way; undefined takes a member away. */
export const with_ = (header: Json, claims: Json = {}) =>
  signed({ ...goodHeader, ...header }, { ...goodClaims(), ...claims })
export const claiming = (claims: Json) => with_({}, claims)
const stranger = (header: Json) => signed({ ...goodHeader, ...header }, goodClaims(), theirs)
const now = () => Math.floor(Date.now() / 1000)
const parts = () => owner.token.split('.') as [string, string, string]

export type Forged = [what: string, token: () => string]

/** Every way to write a word in capitals and small letters. */
function spellings(word: string): string[] {
  return Array.from({ length: 2 ** word.length }, (_, bits) =>
    [...word].map((letter, i) => ((bits >> i) & 1 ? letter.toUpperCase() : letter)).join(''),
  )
}

export const noAlgorithm: Forged[] = [
  ...spellings('none'),
  '',
  ' none',
  'none ',
  'nоne',
  null,
  0,
  true,
  ['EdDSA'],
  {},
].flatMap((alg): Forged[] => [
  [`alg ${JSON.stringify(alg)} with no signature`, () => unsigned(alg, '')],
  [`alg ${JSON.stringify(alg)} with our signature`, () => unsigned(alg, parts()[2])],
])

const keysToConfuse: [string, string | Buffer][] = [
  ['the public key as PEM', publicPem],
  ['the public key as PEM, trimmed', publicPem.trim()],
  ["the public key's DER", createPublicKey(ours).export({ type: 'spki', format: 'der' })],
  ["the public key's bytes", Buffer.from(jwk.x, 'base64url')],
  ["the public key's text", jwk.x],
  ['the public key as JWK', JSON.stringify({ kty: jwk.kty, crv: jwk.crv, x: jwk.x })],
  ['the key id', 'test'],
  ['nothing', ''],
  ['a nought', '\0'],
  ['a word that many choose', 'secret'],
  ['the issuer', keys.ISSUER],
]
export const confused: Forged[] = ['HS256', 'HS384', 'HS512'].flatMap(alg =>
  keysToConfuse.map(([what, key]): Forged => [`${alg} with ${what}`, () => hmac(alg, key)]),
)

const otherAlgorithms: Forged[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed448', 'eddsa'],
  ...['RSA-OAEP', 'dir', 'A128KW'],
].flatMap((alg): Forged[] => [
  [`alg ${alg} with our signature`, () => with_({ alg })],
  [`alg ${alg} with another's`, () => stranger({ alg })],
])

const keyIds: Forged[] = [
  ...["' OR '1'='1", '../../etc/passwd', '../../../../dev/null', '/dev/null', 'C:\\nul', '__proto__', 'constructor'],
  ...['toString', 'hasOwnProperty', 'test; rm -rf /', 'test\0', '\0', 'test ', ' test', 'TEST', 'tëst', '', '*', '%'],
  ...['$(id)', '`id`', '{{7*7}}', "'; DROP TABLE account; --", 'https://evil.example/key', 'x'.repeat(10_000)],
  ...[1, 0, -1, true, null, ['test'], {}, { kid: 'test' }],
].map((kid): Forged => [`kid ${JSON.stringify(kid).slice(0, 40)}`, () => with_({ kid })])

const broughtAlong: Forged[] = [
  ['its key', { jwk: theirJwk }],
  ['its key and our id in it', { jwk: { ...theirJwk, kid: 'test' } }],
  ['its keys at an address', { jku: 'https://evil.example/jwks.json' }],
  ['its keys at an address of ours', { jku: '/.well-known/jwks.json' }],
  ['its certificate at an address', { x5u: 'https://evil.example/cert.pem' }],
  ['its certificate', { x5c: ['MIIB'] }],
  ['the hash of its certificate', { 'x5t#S256': 'A'.repeat(43) }],
  ['nothing', {}],
].flatMap(([what, header]) =>
  [['our', 'test'] as const, ['its', 'theirs'] as const, ['no', undefined] as const].map(
    ([whose, kid]): Forged => [
      `another's key with ${what} and ${whose} kid`,
      () => stranger({ ...(header as Json), kid }),
    ],
  ),
)

const times: Forged[] = [
  ['expired by a second', () => claiming({ exp: now() - 1 })],
  ['expired by a minute', () => claiming({ exp: now() - 60 })],
  ['expired now', () => claiming({ exp: now() })],
  ['expired before it began', () => claiming({ iat: now() + 10, exp: now() - 10 })],
  ['expired in 1970', () => claiming({ exp: 0 })],
  ['expired before 1970', () => claiming({ exp: -1 })],
  ['no expiry', () => claiming({ exp: undefined })],
  ...['9999999999', '', null, true, [9_999_999_999], {}].map(
    (exp): Forged => [`exp ${JSON.stringify(exp)}`, () => claiming({ exp })],
  ),
  ['not valid for a second yet', () => claiming({ nbf: now() + 2 })],
  ['not valid for ten minutes yet', () => claiming({ nbf: now() + 600 })],
  ...['0', null, [], {}].map((nbf): Forged => [`nbf ${JSON.stringify(nbf)}`, () => claiming({ nbf })]),
]

const purposes: Forged[] = [
  ...[
    'another-api',
    'SMART-HEALTHCARE-API',
    'smart-healthcare',
    'smart-healthcare-mfa',
    '',
    null,
    1,
    [],
    ['one', 'two'],
    {},
  ].map((aud): Forged => [`aud ${JSON.stringify(aud)}`, () => claiming({ aud })]),
  ['no aud', () => claiming({ aud: undefined })],
  ...['https://evil.example', 'Smart-Healthcare', 'smart-healthcare ', '', null, 1, ['x'], {}].map(
    (iss): Forged => [`iss ${JSON.stringify(iss)}`, () => claiming({ iss })],
  ),
  ['no iss', () => claiming({ iss: undefined })],
  ...['JWT', 'jwt', 'mfa+jwt', 'refresh+jwt', 'at', '', null, 1, ['at+jwt']].map(
    (typ): Forged => [`typ ${JSON.stringify(typ)}`, () => with_({ typ })],
  ),
  ['no typ', () => with_({ typ: undefined })],
  ['nobody', () => claiming({ sub: undefined })],
  ['no session', () => claiming({ sid: undefined })],
  ['an extension we must understand', () => with_({ crit: ['evil'], evil: true })],
  ['an extension that is not there', () => with_({ crit: ['exp'] })],
  ['a payload that is not encoded', () => with_({ crit: ['b64'], b64: false })],
  ['encrypted', () => with_({ enc: 'A128GCM', alg: 'dir' })],
]

export const mfaClaims = () => ({
  sub: owner.claims.sub,
  clinicId: owner.claims.clinicId,
  counts: 'account:x',
  password: 0,
  proved: false,
  setup: true,
})
/** Real tokens, made for something else. */
const otherKinds: Forged[] = [
  ['a refresh token', () => `ses-${crypto.randomUUID()}.${'A'.repeat(43)}`],
  ['a refresh token in three parts', () => `ses-${crypto.randomUUID()}.${'A'.repeat(43)}.x`],
  ['the token of a second step', () => mfaToken],
  [
    'the token of a second step, called an access token',
    () => with_({}, { ...mfaClaims(), aud: 'smart-healthcare-mfa' }),
  ],
  ["a mailed link's", () => linkToken(keys, `rst-${crypto.randomUUID()}`)],
  ["an invitation's", () => linkToken(keys, `inv-${crypto.randomUUID()}`)],
  ['a printed code', () => 'ABCD-EFGH-JKLM'],
  ['a recovery code', () => 'ABCD-EFGH-IJKL-MNOP'],
  ["a device's mark", () => `${'A'.repeat(22)}.${'B'.repeat(22)}`],
  ["a device's marks", () => `${'A'.repeat(22)}.${'B'.repeat(22)}.${'C'.repeat(22)}`],
]

/** One letter changed, here and there. */
const changed: Forged[] = [0, 1, 2].flatMap(part =>
  [0, 0.25, 0.5, 0.75].map((where): Forged => {
    const what = ['header', 'claims', 'signature'][part]
    return [
      `one letter of the ${what} changed, at ${where}`,
      () => {
        const all = parts()
        const text = all[part] ?? ''
        const at = Math.floor(text.length * where)
        all[part] = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
        return all.join('.')
      },
    ]
  }),
)

const broken: Forged[] = [
  ['nothing', () => ''],
  ['a word', () => 'token'],
  ['null', () => 'null'],
  ['undefined', () => 'undefined'],
  ['an object', () => '[object Object]'],
  ['two parts', () => parts().slice(0, 2).join('.')],
  ['four parts', () => `${owner.token}.x`],
  ['five parts', () => `${owner.token}.x.x`],
  ['dots', () => '..'],
  ['a thousand dots', () => '.'.repeat(1_000)],
  ['no signature', () => `${parts()[0]}.${parts()[1]}.`],
  ['half a signature', () => owner.token.slice(0, -40)],
  ['one character less', () => owner.token.slice(0, -1)],
  ['one character more', () => `${owner.token}A`],
  ['padded', () => `${owner.token}==`],
  ['a signature of noughts', () => `${parts()[0]}.${parts()[1]}.${'A'.repeat(86)}`],
  ['parts in another order', () => parts().reverse().join('.')],
  ['no header', () => `.${parts()[1]}.${parts()[2]}`],
  ['no claims', () => `${parts()[0]}..${parts()[2]}`],
  ['a header that is not JSON', () => signed('{', goodClaims())],
  ['a header that is null', () => signed('null', goodClaims())],
  ['a header that is an array', () => signed('[]', goodClaims())],
  ['a header that is text', () => signed('"EdDSA"', goodClaims())],
  ['claims that are not JSON', () => signed(goodHeader, '{')],
  ['claims that are null', () => signed(goodHeader, 'null')],
  ['claims that are an array', () => signed(goodHeader, '[]')],
  ['claims that are a number', () => signed(goodHeader, '1')],
  ['claims that are nothing', () => signed(goodHeader, '')],
  ['claims that are not UTF-8', () => `${parts()[0]}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${parts()[2]}`],
  [
    'other roles under our signature',
    () => `${parts()[0]}.${encode({ ...goodClaims(), roles: ['owner', 'doctor'] })}.${parts()[2]}`,
  ],
  [
    'another clinic under our signature',
    () => `${parts()[0]}.${encode({ ...goodClaims(), clinicId: 'cln-1' })}.${parts()[2]}`,
  ],
  ['ours twice', () => `${owner.token}, ${owner.token}`],
  ['ours with a space', () => ` ${owner.token.slice(0, 20)} ${owner.token.slice(20)}`],
  ['ours in quotes', () => `"${owner.token}"`],
  ['60 kB', () => `${parts()[0]}.${'A'.repeat(60_000)}.${parts()[2]}`],
  ['deep claims', () => signed(goodHeader, `${'['.repeat(4_000)}${']'.repeat(4_000)}`)],
]

export const forged: Forged[] = [
  ...[
    noAlgorithm,
    confused,
    otherAlgorithms,
    keyIds,
    broughtAlong,
    times,
    purposes,
    otherKinds,
    changed,
    broken,
  ].flat(),
]

/** The same the other way round: nothing but a refresh token is one, and nothing but the token of a second step. */
export const asOthers: Forged[] = [
  ['an access token', () => owner.token],
  ['an access token of a second step', () => mfaToken],
  ['a mailed link', () => linkToken(keys, `rst-${crypto.randomUUID()}`)],
  ['a session and its access token', () => `${owner.claims.sid}.${parts()[2]}`],
  ['a session and its own hash', () => `${owner.claims.sid}.${'A'.repeat(43)}`],
  ['nothing', () => ''],
]
