import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { State } from './state.ts'
import { Trouble } from './trouble.ts'

/**
 * A state is one process's at a time, or that of several single Workers, each with a database of its own. The lock is SQLite's on an empty
 * database: the system releases it with its process, also where that is killed.
 */

/**
 * Take the whole state, until this process ends or gives it back.
 *
 * @param what is said to whoever comes second, such as `npm start on port 8788`.
 * @returns what gives it back.
 * @throws Trouble where another process has it.
 */
export function takeState(state: State, what: string): () => void {
  const lock = take(state, 'lock', 'BEGIN EXCLUSIVE')
  note(state, 'lock', what)
  return () => lock.close()
}

/** The same with one Worker of the state, beside others who take other Workers. */
export function takeWorker(state: State, worker: string, what: string): () => void {
  const shared = take(state, 'lock', share)
  const own = take(state, `lock-${worker}`, 'BEGIN EXCLUSIVE')
  note(state, `lock-${worker}`, what)
  return () => {
    own.close()
    shared.close()
  }
}

/**
 * Wait until no other single Worker of the state is starting. Files of the state that all share are made and opened by each as it starts, and two
 * that do so at the same instant find them locked: one of them would end.
 *
 * @returns what lets the next one start.
 */
export async function takeTurn({ folder }: State): Promise<() => void> {
  const lock = new DatabaseSync(join(folder, 'starting.sqlite'))
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE')
      return () => lock.close()
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

/** Whether nobody has the whole state now. @throws Trouble where somebody has it. */
export function refuseTaken(state: State): void {
  take(state, 'lock', share).close()
}

const share = 'BEGIN; SELECT * FROM sqlite_schema'
/** A lock that nobody can reach would be collected, and so given back. */
const held = new Set<DatabaseSync>()

function take({ folder }: State, name: string, how: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, `${name}.sqlite`))
  try {
    lock.exec(how)
  } catch {
    lock.close()
    const who = whoHas(join(folder, name))
    throw new Trouble(
      `The state in ${folder} is in use${who}. Stop that first, or name another folder: STATE=.wrangler/second`,
    )
  }
  held.add(lock)
  return lock
}

function note({ folder }: State, name: string, what: string): void {
  writeFileSync(join(folder, name), `${what}, process ${process.pid}`)
}

/** Who wrote the note, unless that was an earlier one: a single Worker, or one without a note, has the state then. */
function whoHas(path: string): string {
  try {
    const note = readFileSync(path, 'utf8')
    process.kill(Number(/\d+$/.exec(note)?.[0]), 0)
    return ` by ${note}`
  } catch {
    return ''
  }
}
