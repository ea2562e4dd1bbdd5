// `node scripts/run.mjs NAME …`: run scripts/NAME.ts where Node can. Plain JavaScript, so that an old Node gets a sentence and not a stack.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { refuseOldNode } from './local/node-version.mjs'

const [, here, name] = process.argv
refuseOldNode()
if (!existsSync(new URL('../node_modules/.bin/wrangler', pathToFileURL(here)))) {
  process.stderr.write('\n  The packages are not installed. Run npm ci first.\n\n')
  process.exit(1)
}
process.argv.splice(1, 2, new URL(`./${name}.ts`, import.meta.url).pathname)
await import(`./${name}.ts`)
