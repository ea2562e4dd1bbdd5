import type { Context } from '#shared/context'
import type { IdentityEnv } from '../gateway.ts'

/** What a verb of identity works with. */
export type IdentityContext = Context<IdentityEnv>

/** An object to change, in the version that the client has read. */
export interface Versioned {
  id: string
  version: number
}
