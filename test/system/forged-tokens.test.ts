import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keys, openWorld, type Person, type World } from '../world.ts'

/** A token that this system did not sign, or not for this, or not for now, is no token: 401 and never 500. */

let world: World
let owner: Person
beforeAll(async () => {
  world = await openWorld()
  owner = await world.aClinic().as('owner')
})
afterAll(() => world.close())

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
const with_ = (header: Json, claims: Json = {}) => signed({ ...goodHeader, ...header }, { ...goodClaims(), ...claims })
const claiming = (claims: Json) => with_({}, claims)
const stranger = (header: Json) => signed({ ...goodHeader, ...header }, goodClaims(), theirs)
const now = () => Math.floor(Date.now() / 1000)
const parts = () => owner.token.split('.') as [string, string, string]

const forged: [what: string, token: () => string][] = [
  ...['none', 'None', 'NONE', 'nOnE', '', null, 0, ['EdDSA']].flatMap((alg): [string, () => string][] => [
    [`alg ${JSON.stringify(alg)} with no signature`, () => unsigned(alg, '')],
    [`alg ${JSON.stringify(alg)} with our signature`, () => unsigned(alg, parts()[2])],
  ]),
  ['alg left out', () => with_({ alg: undefined })],
  ...['HS256', 'HS384', 'HS512'].flatMap((alg): [string, () => string][] => [
    [`${alg} with the public key as PEM`, () => hmac(alg, publicPem)],
    [`${alg} with the public key's bytes`, () => hmac(alg, Buffer.from(jwk.x, 'base64url'))],
    [`${alg} with the public key's text`, () => hmac(alg, jwk.x)],
    [`${alg} with nothing`, () => hmac(alg, '')],
  ]),
  ['HS256 with the file that a kid names', () => hmac('HS256', '', '../../../../dev/null')],
  ["another's key under our kid", () => stranger({})],
  ["another's key without a kid", () => stranger({ kid: undefined })],
  ["another's key under its own kid", () => stranger({ kid: 'theirs' })],
  ["another's key in the header", () => stranger({ jwk: theirJwk })],
  ["another's key at an address", () => stranger({ jku: 'https://evil.example/jwks.json' })],
  ["another's certificate at an address", () => stranger({ x5u: 'https://evil.example/cert.pem' })],
  ["another's certificate in the header", () => stranger({ x5c: ['MIIB'] })],
  ['alg ES256 under our kid', () => stranger({ alg: 'ES256' })],
  ...["' OR '1'='1", '../../etc/passwd', '__proto__', 'constructor', '', 'TEST', 1, null, ['test'], {}].map(
    (kid): [string, () => string] => [`kid ${JSON.stringify(kid)}`, () => with_({ kid })],
  ),
  ['kid left out', () => with_({ kid: undefined })],
  ['an extension we must understand', () => with_({ crit: ['evil'], evil: true })],
  ['a payload that is not encoded', () => with_({ crit: ['b64'], b64: false })],
  ['expired', () => claiming({ iat: now() - 700, exp: now() - 100 })],
  ['expired just now', () => claiming({ exp: now() - 1 })],
  ['no expiry', () => claiming({ exp: undefined })],
  ['an expiry of text', () => claiming({ exp: '9999999999' })],
  ['not valid yet', () => claiming({ nbf: now() + 600 })],
  ['for another audience', () => claiming({ aud: 'another-api' })],
  ['for other audiences', () => claiming({ aud: ['one', 'two'] })],
  ['for no audience', () => claiming({ aud: undefined })],
  ['of another issuer', () => claiming({ iss: 'https://evil.example' })],
  ['of no issuer', () => claiming({ iss: undefined })],
  ['of nobody', () => claiming({ sub: undefined })],
  ['of no session', () => claiming({ sid: undefined })],
  ['a plain JWT', () => with_({ typ: 'JWT' })],
  ['without a type', () => with_({ typ: undefined })],
  ['a refresh token', () => `ses-${crypto.randomUUID()}.${'A'.repeat(43)}`],
  ['nothing', () => ''],
  ['a word', () => 'token'],
  ['null', () => 'null'],
  ['two parts', () => parts().slice(0, 2).join('.')],
  ['four parts', () => `${owner.token}.x`],
  ['five parts', () => `${owner.token}.x.x`],
  ['dots', () => '..'],
  ['no signature', () => `${parts()[0]}.${parts()[1]}.`],
  ['half a signature', () => owner.token.slice(0, -40)],
  ['one character less', () => owner.token.slice(0, -1)],
  ['one character more', () => `${owner.token}A`],
  ['no header', () => `.${parts()[1]}.${parts()[2]}`],
  ['a header that is not JSON', () => signed('{', goodClaims())],
  ['a header that is null', () => signed('null', goodClaims())],
  ['a header that is an array', () => signed('[]', goodClaims())],
  ['claims that are not JSON', () => signed(goodHeader, '{')],
  ['claims that are null', () => signed(goodHeader, 'null')],
  ['claims that are an array', () => signed(goodHeader, '[]')],
  [
    'other claims under our signature',
    () => `${parts()[0]}.${encode({ ...goodClaims(), roles: ['owner', 'doctor'] })}.${parts()[2]}`,
  ],
  ['ours twice', () => `${owner.token}, ${owner.token}`],
  ['ours with a space', () => ` ${owner.token.slice(0, 20)} ${owner.token.slice(20)}`],
  ['60 kB', () => `${parts()[0]}.${'A'.repeat(60_000)}.${parts()[2]}`],
  ['deep claims', () => signed(goodHeader, `${'['.repeat(4_000)}${']'.repeat(4_000)}`)],
]

test.each(forged)('%s', async (_, token) => {
  const reply = await world.send('GET', '/api/clinic', { headers: { authorization: `Bearer ${token()}` } })
  expect(reply).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(reply.headers.get('www-authenticate')).toBe('Bearer')
})

test('a megabyte is not even read', async () => {
  const { status } = await world.send('GET', '/api/clinic', {
    headers: { authorization: `Bearer ${'A'.repeat(1_000_000)}` },
  })
  expect([401, 413, 431]).toContain(status)
})

test.each(['', 'Basic dGVzdDp0ZXN0', 'Bearer', 'Token x', 'bearer'])('%j is no Authorization of ours', async scheme => {
  const reply = await world.send('GET', '/api/clinic', { headers: scheme ? { authorization: scheme } : {} })
  expect(reply.status).toBe(401)
})

test('ours, made the same way, is taken: what was refused above was refused for its fault', async () => {
  const reply = await world.send('GET', '/api/dashboard', { headers: { authorization: `Bearer ${claiming({})}` } })
  expect(reply.status).toBe(200)
})

test('no token was logged', () => {
  expect(JSON.stringify(world.harness.getLogs())).not.toMatch(/eyJ[\w-]{10}/)
})
