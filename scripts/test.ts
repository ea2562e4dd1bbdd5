import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join, relative } from 'node:path'
import { runChecks } from './check.ts'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'
import { scratch } from './local/scratch.ts'

/** `npm test`: every check there is. Ends with one line, `N passed, N failed`, over all of them. */

interface Count {
  passed: number
  failed: number
  /** What failed and why, a few lines each: repeated at the end, where it is found. */
  failures?: string[]
  /** The files that took longest, with their seconds. */
  slowest?: string
}

/** What is read of a suite's report. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: { name: string; message: string; startTime: number; endTime: number; assertionResults: Assertion[] }[]
}
interface Assertion {
  status: string
  fullName: string
  failureMessages: string[]
}

/**
 * Two lanes side by side, of the same length: the browser waits for pages and the system for time limits, and neither keeps two cores busy alone.
 * The browser's files come one after the other, so it goes first wherever both could; what its lane prints is held back until the other has ended.
 */
const lanes = [
  ['web', 'system'],
  ['verbs', 'browser'],
] as const
const chosen = process.argv.slice(2)

async function build(): Promise<Count> {
  const { code, output } = await finish(run('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']))
  process.stdout.write(`  ${code === 0 ? 'ok    ' : 'FAILED'} the web app builds\n${code === 0 ? '' : output}`)
  if (code !== 0) return { passed: 0, failed: 1 }
  const sizes = await finish(run('node', ['scripts/web-size.ts']))
  process.stdout.write(
    `  ${sizes.code === 0 ? 'ok    ' : 'FAILED'} the web app is within its budgets\n${sizes.code === 0 ? '' : sizes.output}`,
  )
  return { passed: sizes.code === 0 ? 2 : 1, failed: sizes.code === 0 ? 0 : 1 }
}

/** One suite, shown as it runs or kept for later; counted by its own report. A suite that dies without one counts as a failure. */
async function suite(name: string, folder: string, show: (text: Buffer) => void): Promise<Count> {
  const report = join(folder, `${name}.json`)
  // Of the system's files some wait for time limits and others for the processor.
  const workers = name === 'system' ? ['--maxWorkers=3'] : []
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--project', name, ...workers, ...reports]
  const child = spawn(join(root, 'node_modules/.bin/vitest'), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder, CI: '1', WRANGLER_SEND_METRICS: 'false' },
  })
  if (name !== 'browser' && child.pid) setPriority(child.pid, 10)
  child.stdout.on('data', show)
  child.stderr.on('data', show)
  const code = await new Promise<number>(resolve => child.on('close', done => resolve(done ?? 1)))
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`${name}: ended without a report`] }
  const read = JSON.parse(readFileSync(report, 'utf8')) as Report
  const failed = read.numFailedTests || read.numFailedTestSuites || (code === 0 ? 0 : 1)
  return { passed: read.numPassedTests, failed, failures: failuresIn(read), slowest: slowestOf(read) }
}

/** The files that took longest, for whoever wants the whole shorter. */
function slowestOf({ testResults }: Report): string {
  return testResults
    .map(({ name, startTime, endTime }) => ({ name: relative(root, name), seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 8)
    .map(({ name, seconds }) => `${name.replace(/^.*\//, '').replace('.test.ts', '')} ${Math.round(seconds)}`)
    .join(', ')
}

/** Each failed test with the first lines of why, and each file that could not be run. */
function failuresIn({ testResults }: Report): string[] {
  const first = (message = '') => message.split('\n').slice(0, 3).join('\n  ').slice(0, 600)
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(one => one.status === 'failed')
    const file = relative(root, name)
    const tests = failed.flatMap(one => one.failureMessages.map(why => `${file}: ${one.fullName}\n  ${first(why)}`))
    return tests.length === 0 && message ? [`${file}\n  ${first(message)}`] : tests
  })
}

const began = Date.now()
const folder = scratch()
const counts: Count[] = []
const times: string[] = []
async function timed(part: string, run: () => Promise<Count>): Promise<void> {
  const start = Date.now()
  const count = await run()
  counts.push(count)
  times.push(`  ${part}: ${Math.round((Date.now() - start) / 1000)} s${count.slowest ? ` (${count.slowest})` : ''}`)
}
if (chosen.length === 0) {
  await timed('checks', runChecks)
  await timed('build', build)
}
const wanted = lanes.map(lane => lane.filter(name => chosen.length === 0 || chosen.includes(name)))
const held: Buffer[] = []
await Promise.all(
  wanted.map(async (lane, i) => {
    const alone = wanted.every((other, j) => j === i || other.length === 0)
    const show = (text: Buffer) => (i === 0 || alone ? process.stdout.write(text) : held.push(text))
    for (const name of lane) await timed(name, () => suite(name, folder, show))
  }),
)
for (const text of held) process.stdout.write(text)
for (const failure of counts.flatMap(count => count.failures ?? [])) process.stdout.write(`\nFAILED ${failure}\n`)
const sum = (key: 'passed' | 'failed') => counts.reduce((total, count) => total + count[key], 0)
process.stdout.write(`\n${times.join('\n')}\n`)
process.stdout.write(
  `\nin ${Math.round((Date.now() - began) / 1000)} s\n${sum('passed')} passed, ${sum('failed')} failed\n`,
)
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0)
