import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { finish, run } from '../local/processes.ts'
import { root } from '../local/root.ts'
import { scratch } from '../local/scratch.ts'
import { main, Trouble } from '../local/trouble.ts'
import type { Remedies, Remedy } from './remedy.ts'

/**
 * `npm run mutate -- --remedies [words]`: takes each remedy of `scripts/mutate/remedies/` out of a scratch copy, one at a time, and runs the tests that
 * guard it. A remedy that none of them misses is alive. Words narrow it to the remedies whose names or files have one of them.
 */

const projectOf = (test: string) =>
  test.startsWith('test/system/')
    ? 'system'
    : test.startsWith('test/browser/')
      ? 'browser'
      : test.startsWith('web/')
        ? 'web'
        : 'verbs'

function copyTree(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(join(root, file), join(folder, file))
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
}

interface Report {
  numFailedTests: number
  numPassedTests: number
}

/** Whether a test fails without the remedy: one that ran and failed, for a copy that does not start proves nothing. */
async function isMissed(folder: string, remedy: Remedy): Promise<string | undefined> {
  const path = join(folder, remedy.file)
  const whole = readFileSync(path, 'utf8')
  const count = whole.split(remedy.from).length - 1
  if (count !== 1) return `${remedy.file} has its text ${count} times`
  writeFileSync(
    path,
    whole.replace(remedy.from, () => remedy.to),
  )
  try {
    const report = join(folder, 'report.json')
    const { output } = await finish(
      run(
        'vitest',
        [
          ...['run', '--project', projectOf(remedy.test), remedy.test, '--reporter=json', `--outputFile=${report}`],
          ...(remedy.titled ? ['-t', remedy.titled] : []),
        ],
        { cwd: folder, env: { ...process.env, TMPDIR: folder, WRANGLER_LOG: 'none' } },
      ),
    )
    const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as Report
    if (numFailedTests > 0) return undefined
    return numPassedTests > 0
      ? `${numPassedTests} tests of ${remedy.test} pass without it`
      : `no test ran: ${output.slice(-400)}`
  } finally {
    writeFileSync(path, whole)
  }
}

await main(async () => {
  const wanted = process.argv.slice(2).filter(word => !word.startsWith('--'))
  const all: Remedy[] = []
  for (const file of globSync('scripts/mutate/remedies/*.ts', { cwd: root }).sort()) {
    const { remedies } = (await import(join(root, file))) as { remedies: Remedies }
    all.push(...remedies)
  }
  const chosen = all.filter(
    ({ name, file }) => wanted.length === 0 || wanted.some(word => name.includes(word) || file.includes(word)),
  )
  if (chosen.length === 0) throw new Trouble('No remedy has this name.')
  const began = Date.now()
  const waiting = [...chosen]
  const alive: string[] = []
  const workOff = async (folder: string) => {
    copyTree(folder)
    for (let remedy = waiting.shift(); remedy; remedy = waiting.shift()) {
      const why = await isMissed(folder, remedy)
      process.stdout.write(
        `  ${why === undefined ? 'missed' : 'ALIVE '} ${remedy.name}${why === undefined ? '' : `: ${why}`}\n`,
      )
      if (why !== undefined) alive.push(remedy.name)
    }
  }
  const folder = scratch()
  await Promise.all(
    ['one', 'two'].map(async name => {
      const own = join(folder, name)
      mkdirSync(own)
      await workOff(own)
    }),
  )
  process.stdout.write(
    `${chosen.length} remedies, ${alive.length} alive; in ${Math.round((Date.now() - began) / 1000)} s\n`,
  )
  process.exitCode = alive.length > 0 ? 1 : 0
})
