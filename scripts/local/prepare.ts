import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuseTaken } from './lock.ts'
import { root } from './root.ts'
import { migrate, openState } from './state.ts'
import { main } from './trouble.ts'

/**
 * Make the state ready that a bare `wrangler dev` keeps beside its configuration. Its secrets are copied to where it reads them; the file is of
 * this state alone, so it is written anew each time.
 */
export function prepare(): Promise<void> {
  return main(async () => {
    const state = openState('.wrangler/state')
    refuseTaken(state)
    migrate(state)
    copyFileSync(state.secrets, join(root, '.dev.vars'))
  })
}
