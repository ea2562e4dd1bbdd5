import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'

/** A folder for what does not outlive the tests: in memory where there is room, for on a disk every write waits. */
export function scratch(): string {
  return mkdtempSync(join(hasRoom() ? memory : tmpdir(), 'clinic-'))
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
