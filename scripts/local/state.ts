import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { newKey } from './keys.ts'
import { environment, finish, run } from './processes.ts'
import { databases, root } from './root.ts'
import { Trouble } from './trouble.ts'

/** The folder of everything that is local: databases, secrets, what has been migrated and loaded. */
export interface State {
  folder: string
  secrets: string
  registry: string
}

/**
 * Open the state folder, making it and its secrets where they are missing.
 *
 * @throws Trouble where the folder cannot be written or a secret cannot be read.
 */
export function openState(folder = process.env.STATE ?? '.wrangler/state'): State {
  const state = { folder: resolve(root, folder), secrets: '', registry: '' }
  try {
    mkdirSync(join(state.folder, 'registry'), { recursive: true })
    writeFileSync(join(state.folder, '.writable'), '')
    rmSync(join(state.folder, '.writable'))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new Trouble(`The state folder ${state.folder} cannot be written (${why}). Name another with STATE=.`)
  }
  state.registry = join(state.folder, 'registry')
  state.secrets = join(state.folder, 'secrets.env')
  if (!existsSync(state.secrets)) writeFileSync(state.secrets, newSecrets(), { mode: 0o600 })
  readSecrets(state.secrets)
  addSecret(state.secrets, 'LOG_SECRET')
  return state
}

/** Move a state out of the way without losing it. @returns where it is kept. */
export function putAside({ folder }: State): string {
  const kept = `${folder}-before-${new Date().toISOString().replace(/[:.]/g, '-')}`
  renameSync(folder, kept)
  return kept
}

function newSecrets(): string {
  // Both of the first hour: no token was signed before, so the second may sign whenever it is its turn.
  const keys = [newKey(0), newKey(0)]
  return `SIGNING_KEYS=${JSON.stringify(keys)}\nREFRESH_SECRET=${newSecret()}\nLOG_SECRET=${newSecret()}\n`
}

const newSecret = () => randomBytes(32).toString('base64url')

/** A state that is older than a secret gets it, and keeps the others. */
function addSecret(path: string, name: string): void {
  const text = readFileSync(path, 'utf8')
  if (new RegExp(`^${name}=`, 'm').test(text)) return
  writeFileSync(path, `${text.endsWith('\n') ? text : `${text}\n`}${name}=${newSecret()}\n`, { mode: 0o600 })
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

/** What the migrations of this checkout amount to. */
function migrationsHash(): string {
  const hash = createHash('sha256')
  for (const { name } of databases) {
    const folder = join(root, 'migrations', name)
    for (const file of readdirSync(folder).sort())
      hash.update(`${name}/${file}\n`).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex')
}

/**
 * Apply every migration that has not been applied. A state that is already there costs one look at a file.
 *
 * @returns how many databases were looked at.
 * @throws Trouble where a database refuses or its file is damaged.
 */
export async function migrate(state: State): Promise<number> {
  refuseDamaged(state)
  const note = join(state.folder, 'migrated')
  const wanted = migrationsHash()
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted && existsSync(join(state.folder, 'v3/d1'))) return 0
  const args = [join(root, 'scripts/local/migrations.ts'), state.folder]
  const { code, output } = await finish(run('node', args, { env: environment(state.registry) }))
  if (code !== 0) throw new Trouble(refusal(state, output))
  writeFileSync(note, wanted)
  return databases.length
}

/** A damaged file would start well and fail at the first request that meets it, with nothing that says why. */
function refuseDamaged({ folder }: State): void {
  const files = existsSync(join(folder, 'v3')) ? readdirSync(join(folder, 'v3'), { recursive: true }) : []
  for (const file of files.map(String).filter(name => name.endsWith('.sqlite'))) {
    const path = join(folder, 'v3', file)
    if (isSound(path)) continue
    throw new Trouble(
      `The database file ${relative(folder, path)} in ${folder} is damaged. Put a copy of it back, or move that folder away to begin anew.`,
    )
  }
}

function isSound(path: string): boolean {
  try {
    const db = new DatabaseSync(path)
    const { quick_check: said } = db.prepare('PRAGMA quick_check(1)').get() ?? {}
    db.close()
    return said === 'ok'
  } catch {
    return false
  }
}

function refusal({ folder }: State, output: string): string {
  const told = /^\{"name":.*\}$/m.exec(output)?.[0]
  const { name, why }: { name: string; why: string } = told ? JSON.parse(told) : { name: '', why: 'no reason given' }
  const which = name ? `The database "${name}" in ${folder}` : `The databases in ${folder}`
  return `${which} cannot be migrated (${why}). Move that folder away, or name another with STATE=.`
}
