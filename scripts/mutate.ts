import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'
import { scratch } from './local/scratch.ts'
import { main, Trouble } from './local/trouble.ts'
import { equivalents } from './mutate/excused.ts'
import { makeSwitchable } from './mutate/instrument.ts'
import { keyOf, type Mutant, wanted } from './mutate/mutants.ts'
import { type Outcome, outcomeOf, type Shown, shownIn } from './mutate/outcome.ts'

/**
 * `npm run mutate`: flips each permission of each role and takes away each tenant condition, one at a time, in a scratch copy, and asks
 * what it changes: first of all cells (scripts/mutate/cells.ts), then of all statements (statements.ts). A mutant that changes nothing must have
 * its reason in excused.ts. `--no-cells` asks the statements alone.
 *
 * Then, or with `--remedies` alone, each remedy of a fault that was once found is taken out: scripts/mutate/remedies.ts.
 *
 * The copy is built once with every mutant in it, asleep: a request wakes one by a header that only the copy knows.
 */
const lots = 3
const noCells = process.argv.includes('--no-cells')

async function runIn(folder: string, script: string, lot = 0): Promise<void> {
  const testing = run('node', [`scripts/mutate/${script}.ts`, ...process.argv.slice(2)], {
    cwd: folder,
    // Hundreds of people are invited by mail.
    env: { ...process.env, LOT: `${lot}/${lots}`, TMPDIR: folder, WRANGLER_LOG: 'none' },
  })
  testing.child.stdout?.pipe(process.stdout)
  testing.child.stderr?.pipe(process.stderr)
  const { code } = await finish(testing)
  if (code !== 0) throw new Trouble(`${script}, lot ${lot + 1} of ${lots}, ended with ${code}.`)
}

/** @returns whether each remedy is missed by its tests. */
async function takeRemediesOut(): Promise<boolean> {
  const testing = run('node', [
    'scripts/mutate/remedies.ts',
    ...process.argv.slice(2).filter(word => word !== '--remedies'),
  ])
  testing.child.stdout?.pipe(process.stdout)
  testing.child.stderr?.pipe(process.stderr)
  return (await finish(testing)).code === 0
}

async function flipAndTakeAway(): Promise<boolean> {
  const folder = scratch()
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\n').filter(Boolean)) cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  makeSwitchable(folder)
  const began = Date.now()
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
  await runIn(folder, 'statements')
  const { asItIs, alone } = read<Shown>(shownIn)
  if (!noCells) await Promise.all(Array.from({ length: lots }, (_, lot) => runIn(folder, 'cells', lot)))
  const outcomes = noCells ? [] : Array.from({ length: lots }, (_, lot) => read<Outcome>(outcomeOf(lot)))
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0)
  const all = wanted(folder)
  const silent = noCells
    ? all.filter(({ site }) => site)
    : all.filter(({ name }) => outcomes.some(one => one.silent.includes(name)))
  const isAmong = (numbers: number[]) => (mutant: Mutant) => numbers.includes(mutant.site?.number ?? -1)
  const [shownAsItIs, rest] = parted(silent, isAmong(asItIs))
  const [shownAlone, survivors] = parted(rest, isAmong(alone))
  const excused = [...Map.groupBy(survivors, ({ name }) => keyOf(name))].flatMap(([key, those]) => {
    const reason = equivalents.get(key)
    return reason && those.length <= (reason.times ?? 1) ? those : []
  })
  const alive = survivors.filter(one => !excused.includes(one))
  for (const { name } of alive) process.stdout.write(`  alive: ${name}\n`)
  const sums = [
    `${all.length} mutants`,
    ...(noCells
      ? []
      : [`${sum(one => one.red)} turn a cell red`, `${sum(one => one.beside)} are seen beside another permission`]),
    `${shownAsItIs.length} let a statement read or write other rows`,
    `${shownAlone.length} hold alone where all others are gone`,
    `${excused.length} that no statement can show (scripts/mutate/excused.ts)`,
    `${alive.length} alive`,
  ]
  process.stdout.write(`${sums.join(', ')}; in ${Math.round((Date.now() - began) / 1000)} s\n`)
  return alive.length === 0
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter(one => !isFirst(one))]
}

await main(async () => {
  const only = process.argv.includes('--remedies')
  const flips = only || (await flipAndTakeAway())
  // Names of files narrow the flips; the remedies have names of their own.
  const remedies = !only && process.argv.length > 2 ? true : await takeRemediesOut()
  process.exitCode = flips && remedies ? 0 : 1
})
