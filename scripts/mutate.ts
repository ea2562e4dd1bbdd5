import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'
import { scratch } from './local/scratch.ts'
import { main } from './local/trouble.ts'
import { makeSwitchable } from './mutate/switch.ts'

/**
 * `npm run mutate`: flips each permission of each role and takes away each tenant condition, one at a time, in a scratch copy, and asks
 * what it changes: scripts/mutate/run.ts says in which three ways. A mutant that changes nothing must have its reason in unseen.ts.
 *
 * The copy is built once with every mutant in it, asleep: a request wakes one by a header that only the copy knows.
 */
await main(async () => {
  const folder = scratch()
  try {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    for (const file of files.split('\n').filter(Boolean)) cpSync(join(root, file), join(folder, file))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    makeSwitchable(folder)
    const testing = run('node', ['scripts/mutate/run.ts', ...process.argv.slice(2)], {
      cwd: folder,
      // Hundreds of people are invited by mail.
      env: { ...process.env, TMPDIR: folder, WRANGLER_LOG: 'warn' },
    })
    testing.child.stdout?.pipe(process.stdout)
    testing.child.stderr?.pipe(process.stderr)
    process.exitCode = (await finish(testing)).code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
