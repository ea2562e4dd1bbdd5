import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'

/** Every check that runs nothing: format and lint, types, unused exports, generated binding types, files that the docs name. */

interface Check {
  name: string
  run: () => Promise<{ code: number; output: string }>
}

const tool =
  (command: string, ...args: string[]) =>
  () =>
    finish(run(command, args))

export const checks: Check[] = [
  { name: 'format and lint', run: tool('biome', 'check', '.') },
  { name: 'types', run: tool('tsc', '-b') },
  { name: 'unused exports, files and packages', run: tool('knip') },
  { name: 'binding types up to date', run: tool('node', 'scripts/types.ts', '--check') },
  { name: 'docs name existing files', run: checkDocs },
]

/** Every relative link of the docs, and every path they name in backticks, exists. */
async function checkDocs(): Promise<{ code: number; output: string }> {
  const missing: string[] = []
  for (const file of ['README.md', ...globSync('docs/**/*.md', { cwd: root })]) {
    const text = readFileSync(join(root, file), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) =>
      join(dirname(file), path ?? ''),
    )
    // Files and folders; a pattern with a star or a blank to fill in is neither.
    const named = [...text.matchAll(/`((?:workers|gateway|web|scripts|test|migrations|docs|bench)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    )
    for (const path of [...links, ...named])
      if (!existsSync(join(root, path))) missing.push(`${file} names ${path}, which does not exist`)
  }
  return { code: missing.length ? 1 : 0, output: missing.join('\n') }
}

/** Run every check and print how each went. @returns how many passed and failed. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (const check of checks) {
    const began = Date.now()
    const { code, output } = await check.run()
    process.stdout.write(
      `  ${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`,
    )
    if (code !== 0) {
      failed++
      process.stdout.write(`${output}\n`)
    }
  }
  return { passed: checks.length - failed, failed }
}

if (process.argv[1]?.endsWith('check.ts')) {
  const { failed } = await runChecks()
  process.exit(failed ? 1 : 0)
}
