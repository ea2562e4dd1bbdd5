// The build of the gateway, as wrangler runs it before it reads secrets: for `npx wrangler dev` alone, databases and secrets are made ready.
import { refuseOldNode } from './node-version.mjs'

if (process.env.WRANGLER_COMMAND === 'dev' && !process.env.STATE_PREPARED) {
  refuseOldNode()
  const { prepare } = await import('./prepare.ts')
  await prepare()
}
