import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { firstPurposeKeys } from '../../gateway/keys/rotation.ts'
import { newKey } from './keys.ts'
import { Trouble } from './trouble.ts'

/**
 * Make the file of a state's secrets where it is missing, and add what a newer checkout needs.
 *
 * @throws Trouble where the file is there and cannot be read.
 */
export function ensureSecrets(path: string): void {
  if (!existsSync(path)) {
    // Whole or not at all, and the first one's where several begin at once.
    const own = `${path}-${process.pid}`
    writeFileSync(own, newSecrets(), { mode: 0o600 })
    if (!existsSync(path)) renameSync(own, path)
    rmSync(own, { force: true })
  }
  readSecrets(path)
  addSecret(path, 'LOG_SECRET', newSecret())
  addSecret(path, 'PURPOSE_KEYS', JSON.stringify(firstPurposeKeys(0, false)))
}

function newSecrets(): string {
  // Both of the first hour: no token was signed before, so the second may sign whenever it is its turn.
  const keys = [newKey(0), newKey(0)]
  const byPurpose = JSON.stringify(firstPurposeKeys(0, true))
  return `SIGNING_KEYS=${JSON.stringify(keys)}\nREFRESH_SECRET=${newSecret()}\nLOG_SECRET=${newSecret()}\nPURPOSE_KEYS=${byPurpose}\n`
}

const newSecret = () => randomBytes(32).toString('base64url')

/** A state that is older than a secret gets it, and keeps the others. */
function addSecret(path: string, name: string, value: string): void {
  const text = readFileSync(path, 'utf8')
  if (new RegExp(`^${name}=`, 'm').test(text)) return
  writeFileSync(path, `${text.endsWith('\n') ? text : `${text}\n`}${name}=${value}\n`, { mode: 0o600 })
}

function readSecrets(path: string): void {
  const broken = new Trouble(
    `The secrets in ${path} cannot be read. Mend the file, or delete it to get new ones (everyone signs in again).`,
  )
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw broken
  }
  const keys = /^SIGNING_KEYS=(.*)$/m.exec(text)?.[1]
  try {
    const parsed: unknown = JSON.parse(keys ?? '')
    // Retired keys have no private part.
    if (!Array.isArray(parsed) || !parsed[0]?.d || !parsed.every(key => key?.kid && key?.x)) throw broken
  } catch {
    throw broken
  }
  if (!/^REFRESH_SECRET=.{16,}$/m.test(text)) throw broken
}
