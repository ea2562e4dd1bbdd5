import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopAll } from './processes.ts'

const memory = '/dev/shm'

/**
 * A folder for what does not outlive this process: in memory where there is room, for on a disk every write waits. It goes when the process
 * ends, and takes what that has started with it when somebody stops it.
 */
export function scratch(): string {
  const folder = mkdtempSync(join(hasRoom() ? memory : tmpdir(), 'clinic-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => void stopAll().finally(() => process.exit(1)))
  }
  return folder
}

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 4 * 2 ** 30
  } catch {
    return false
  }
}
