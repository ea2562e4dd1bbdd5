import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/local/root.ts'
import { startApp } from '../support/harness.ts'
import type { Storm } from './storm.ts'

/**
 * `npm run attack [-- words]`: each storm of `test/attack/storms/` on a system of its own, one after the other; words narrow it to the files whose names
 * have one of them. Prints what was measured, and ends with an error where something did not hold.
 */

const wanted = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)

let failed = 0
for (const file of globSync('test/attack/storms/*.ts', { cwd: root }).sort()) {
  if (wanted.length > 0 && !wanted.some(word => file.includes(word))) continue
  const { storm } = (await import(join(root, file))) as { storm: Storm }
  const began = Date.now()
  const app = await startApp(storm.vars ? { vars: storm.vars } : {})
  try {
    const broken = await storm.run(app, figure => say(`         ${figure}`))
    if (broken.length > 0) failed++
    say(`${broken.length === 0 ? 'ok    ' : 'FAILED'} ${storm.name}, ${Math.round((Date.now() - began) / 1000)} s`)
    for (const one of broken.slice(0, 20)) say(`       ${one}`)
  } finally {
    await app.close()
  }
}
say(`${failed} storms broke something`)
process.exit(failed ? 1 : 0)
