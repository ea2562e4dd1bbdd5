import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { applyMigrations } from './migrations.ts'
import { databases, root } from './root.ts'
import { ensureSecrets } from './secrets.ts'
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
  // What this process and those it starts write from here on is its owner's alone: the files hold patients and keys.
  process.umask(0o077)
  try {
    makeFolder(join(state.folder, 'registry'))
    writeFileSync(join(state.folder, '.writable'), '')
    rmSync(join(state.folder, '.writable'))
    closeToOthers(state.folder)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new Trouble(`The state folder ${state.folder} cannot be written (${why}). Name another with STATE=.`)
  }
  state.registry = join(state.folder, 'registry')
  state.secrets = join(state.folder, 'secrets.env')
  ensureSecrets(state.secrets)
  return state
}

/** Whether there is a state already, in the folder that is meant. */
export const isState = (folder = process.env.STATE ?? '.wrangler/state') =>
  existsSync(join(resolve(root, folder), 'secrets.env'))

/** Level by level: asked for all at once, Node tries for ever in a file system that says a folder is not there when it may not be made. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** What a state of before, or another program, has left open is closed to others, too. Nothing else that may lie in the folder is touched. */
function closeToOthers(folder: string): void {
  const ours = ['v3', 'registry', 'secrets.env'].map(name => join(folder, name)).filter(path => existsSync(path))
  const within = ours.flatMap(path =>
    statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(name => join(path, String(name))) : [],
  )
  for (const path of [...ours, ...within]) {
    const { mode } = statSync(path, { throwIfNoEntry: false }) ?? { mode: 0 }
    if (mode & 0o077) close(path, mode & 0o700)
  }
}

function close(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch (error) {
    // A file of a Worker that runs may have gone meanwhile.
    if (existsSync(path)) throw error
  }
}

/** Move the databases of a state out of the way without losing them. @returns where they are kept. */
export function putDatabasesAside({ folder }: State): string {
  const kept = join(folder, `before-${new Date().toISOString().replace(/[:.]/g, '-')}`)
  mkdirSync(kept)
  for (const name of ['v3', 'demo', 'demo-loading']) {
    if (existsSync(join(folder, name))) renameSync(join(folder, name), join(kept, name))
  }
  return kept
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
export function migrate(state: State): number {
  // One after the other: Workers that are started at once would each begin with the first migration.
  const turn = new DatabaseSync(join(state.folder, 'migrating.sqlite'), { timeout: 60_000 })
  try {
    turn.exec('BEGIN EXCLUSIVE')
    return migrateInTurn(state)
  } finally {
    turn.close()
  }
}

function migrateInTurn(state: State): number {
  refuseDamaged(state)
  const note = join(state.folder, 'migrated')
  const wanted = migrationsHash()
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted && existsSync(join(state.folder, 'v3/d1'))) return 0
  applyMigrations(state.folder)
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
    const db = new DatabaseSync(path, { timeout: 10_000 })
    const { quick_check: said } = db.prepare('PRAGMA quick_check(1)').get() ?? {}
    db.close()
    return said === 'ok'
  } catch {
    return false
  }
}
