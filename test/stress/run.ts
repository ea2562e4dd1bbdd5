import { startApp } from '../support/harness.ts'
import { fiveWorkers } from './five.ts'
import { aGround, naive, overlaps, run, shapes, wrong } from './races.ts'

/**
 * `npm run stress`: 1,000 times, 50 bookers each, in five shapes. `-- --times 100 --bookers 20` makes it shorter. Before that the day of a
 * clinic over five Workers in five processes; `-- --five` is that alone. Ends with an error where a
 * time was given away twice, a loser was not told why, or the naive version did not fail.
 */

const option = (name: string, usual: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? usual : Number(process.argv[at + 1])
}
const times = option('times', 1_000)
const bookers = option('bookers', 50)
const say = (line: string) => process.stdout.write(`${line}\n`)

let failed = !(await fiveWorkers(say))
if (process.argv.includes('--five')) process.exit(failed ? 1 : 0)
const app = await startApp()
try {
  const ground = await aGround(app, bookers)
  const began = Date.now()
  let requests = 0
  for (const shape of Object.keys(shapes)) {
    const start = Date.now()
    const outcomes = await run(ground, shape, Math.ceil(times / 5), 2)
    const bad = wrong(outcomes)
    const sum = (of: (one: (typeof outcomes)[number]) => number) => outcomes.reduce((total, one) => total + of(one), 0)
    const codes = outcomes.reduce<Record<string, number>>((all, one) => {
      for (const [code, n] of Object.entries(one.codes)) all[code] = (all[code] ?? 0) + n
      return all
    }, {})
    requests += sum(one => one.requests)
    failed ||= bad.length > 0
    const figures = `${outcomes.length} times, ${sum(one => one.requests)} requests, ${sum(one => one.won)} won of ${sum(one => one.capacity)}`
    say(
      `${bad.length === 0 ? 'ok    ' : 'FAILED'} ${shape}: ${figures}, ${JSON.stringify(codes)}, ${Date.now() - start} ms`,
    )
    for (const one of bad.slice(0, 5)) say(`       ${JSON.stringify(one)}`)
  }
  const pairs = await overlaps(ground)
  failed ||= pairs !== 0
  say(`${pairs === 0 ? 'ok    ' : 'FAILED'} ${pairs} pairs of visits overlap`)
  const twice = await naive(ground)
  failed ||= twice < 2
  say(`${twice > 1 ? 'ok    ' : 'FAILED'} the naive version gives one time to ${twice}`)
  say(`${requests} requests in ${Math.round((Date.now() - began) / 1000)} s`)
} finally {
  await app.close()
}
process.exit(failed ? 1 : 0)
