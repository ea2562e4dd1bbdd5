import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'
import { main } from './local/trouble.ts'
import { makeSwitchable } from './mutate/switch.ts'

/**
 * `npm run mutate`: flips each permission of each role and takes away each tenant condition, one at a time, in a scratch copy, and asks
 * what it changes: scripts/mutate/run.ts says in which three ways. A mutant that changes nothing must have its reason in unseen.ts.
 *
 * The copy is built once with every mutant in it, asleep: a request wakes one by a header that only the copy knows.
 */
await main(async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'smart-healthcare-mutants-'))
  try {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    for (const file of files.split('\n').filter(Boolean)) cpSync(join(root, file), join(scratch, file))
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))
    makeSwitchable(scratch)
    const testing = run('node', ['scripts/mutate/run.ts', ...process.argv.slice(2)], {
      cwd: scratch,
      // Hundreds of people are invited by mail.
      env: { ...process.env, WRANGLER_LOG: 'warn' },
    })
    testing.child.stdout?.pipe(process.stdout)
    testing.child.stderr?.pipe(process.stderr)
    process.exitCode = (await finish(testing)).code
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})
