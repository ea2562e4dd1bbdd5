import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { type Purpose, purposes, type StoredPurposeKeys } from '../gateway/keys/purpose-keys.ts'
import { newPurposeKey, turned } from '../gateway/keys/rotation.ts'
import { newKey, rotated, type StoredKey } from './local/keys.ts'
import { root } from './local/root.ts'
import { openState } from './local/state.ts'
import { main, Trouble } from './local/trouble.ts'

/**
 * `npm run keys:rotate [-- <purpose>]`: the next key becomes the first, in a state folder's secrets (`STATE=` names another). Without a purpose
 * the key that signs access tokens; with one, that of `gateway/keys/`. Restart what runs on it. Says how the same is put into production.
 */

interface Turned {
  name: 'SIGNING_KEYS' | 'PURPOSE_KEYS'
  value: string
  said: string
}

function tooSoon(milliseconds: number): Trouble {
  return new Trouble(
    `The next key was published less than ten minutes ago. In ${Math.ceil(milliseconds / 1000)} s everyone who uses it will have seen it.`,
  )
}

function turnSigning(text: string, at: number): Turned {
  const next = rotated(JSON.parse(secretOf(text, 'SIGNING_KEYS') ?? '[]') as StoredKey[], newKey(at), at)
  if ('wait' in next) throw tooSoon(next.wait)
  const [signs, waits] = next.keys
  const said = `${signs?.kid} signs now, ${waits?.kid} is published to sign next, ${next.keys.length - 2} older still verify.`
  return { name: 'SIGNING_KEYS', value: JSON.stringify(next.keys), said }
}

function turnPurpose(text: string, purpose: Purpose, at: number): Turned {
  const stored = JSON.parse(secretOf(text, 'PURPOSE_KEYS') ?? '{}') as StoredPurposeKeys
  const next = turned(stored, purpose, newPurposeKey(at), at)
  if ('wait' in next) throw tooSoon(next.wait)
  const [makes, waits, ...older] = next.keys[purpose] ?? []
  const said = `${purpose}: ${makes?.id} makes now, ${waits?.id} is the next, ${older.length} older still read.`
  return { name: 'PURPOSE_KEYS', value: JSON.stringify(next.keys), said }
}

const lineOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm')
const secretOf = (text: string, name: string) => lineOf(name).exec(text)?.[1]

function purposeOf(word: string): Purpose {
  const purpose = purposes.find(one => one === word)
  if (!purpose) throw new Trouble(`There is no purpose ${word}; there are ${purposes.join(', ')}.`)
  return purpose
}

await main(async () => {
  const { secrets } = openState()
  const text = readFileSync(secrets, 'utf8')
  const word = process.argv[2]
  const { name, value, said } =
    word === undefined ? turnSigning(text, Date.now()) : turnPurpose(text, purposeOf(word), Date.now())
  // Beside it first: a secrets file that broke off would sign everybody out.
  writeFileSync(
    `${secrets}.new`,
    text.replace(lineOf(name), () => `${name}=${value}`),
    { mode: 0o600 },
  )
  renameSync(`${secrets}.new`, secrets)
  const path = relative(root, secrets)
  process.stdout.write(`
  ${said}
  Whoever is signed in stays so. Restart what runs on this state.

  In production, with the secrets file that is kept for it (STATE=…):
    grep '^${name}=' ${path} | cut -d= -f2- | npx wrangler secret put ${name} -c wrangler.toml

`)
})
