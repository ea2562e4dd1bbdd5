import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { step } from '../scripts/local/progress.ts'
import { migrate, openState, type State } from '../scripts/local/state.ts'
import { main, Trouble } from '../scripts/local/trouble.ts'
import { bundleSizes, webSizes } from './bundle.ts'
import { type Counted, count } from './count.ts'
import { machine, type Results, type RouteResult, show, showStarts, write, writeStarts } from './report.ts'
import { type Route, routesOf } from './routes.ts'
import { seed } from './seed/seed.ts'
import { serveCounted, serveTimed } from './serve.ts'
import { timeStarts } from './start.ts'
import { floor, type Timed, time } from './time.ts'
import { tokensOf } from './tokens.ts'
import { timeProofs } from './verify.ts'

/**
 * `npm run bench`: the main routes over the real Workers beside a bare one, at two sizes of clinic. Writes bench/results.json and the
 * table of docs/speed.md. In the environment: `SECONDS_EACH` (3) for each figure, `SIZES` (1000,100000), `ROUTES` some of them by key,
 * `DRY` to write nothing. `-- --start` times the first start alone, `-- --verify` proofs of the access log at 10^4, 10^5 and 10^6 entries (`ENTRIES`).
 */

const secondsEach = Number(process.env.SECONDS_EACH ?? 3)
const sizes = (process.env.SIZES ?? '1000,100000').split(',').map(Number)
const connections = [1, 16]
const chosen = process.env.ROUTES?.split(',')

interface Measured {
  patients: number
  routes: Route[]
  counted: Record<string, Counted>
  timed: Record<string, Timed[]>
  floor: Results['floor']
}

/** Count, then time, one size of clinic in a state folder of its own. */
async function measure(patients: number, template: State, folder: string): Promise<Measured> {
  const now = Date.now()
  const label = `${patients.toLocaleString('en')} patients`
  const state = openState(folder)
  cpSync(join(template.folder, 'v3'), join(folder, 'v3'), { recursive: true })
  await step(`${label}: filling the databases`, async () => seed(folder, patients, now))
  const routes = routesOf(folder, now).filter(route => !chosen || chosen.includes(route.key))
  const tokens = tokensOf(state)

  const { counted, plans } = await step(`${label}: counting what D1 is asked`, async () => {
    const serving = await serveCounted(state)
    return count(serving.url, routes, tokens).finally(serving.stop)
  })
  const timed: Record<string, Timed[]> = {}
  const floors = await step(`${label}: timing`, async say => {
    const serving = await serveTimed(state)
    try {
      const put = await fetch(`${serving.url}/bare`, { method: 'PUT', body: JSON.stringify(plans) })
      if (!put.ok) throw new Error(`the bare Worker answered ${put.status}`)
      const milliseconds = secondsEach * 1_000
      for (const route of routes) {
        const all: Timed[] = []
        for (const many of connections) {
          say(`${route.title}, ${many}`)
          all.push(await time(serving.url, route, plans, tokens, now, many, milliseconds))
        }
        timed[route.key] = all
      }
      const least: Results['floor'] = []
      for (const many of connections) least.push({ connections: many, ...(await floor(serving.url, many, 1_000)) })
      return least
    } finally {
      await serving.stop()
    }
  })
  return { patients, routes, counted, timed, floor: floors }
}

async function all(folder: string): Promise<Results> {
  const began = Date.now()
  const measuredOn = machine()
  const starts = await step('starting as a new developer does', say => timeStarts(folder, say))
  const bundles = await step('building the Workers for their size', bundleSizes)
  const web = await step('building the web app for its size', webSizes)
  const template = openState(join(folder, 'template'))
  await step('preparing the databases', async () => migrate(template))
  const measured: Measured[] = []
  for (const patients of sizes) {
    const own = join(folder, String(patients))
    measured.push(await measure(patients, template, own))
    rmSync(own, { recursive: true, force: true })
  }
  const [last] = measured.slice(-1)
  if (!last) throw new Trouble('SIZES= names no size.')
  return {
    date: new Date(began).toISOString(),
    machine: measuredOn,
    starts: { ...starts, date: new Date(began).toISOString(), machine: measuredOn },
    secondsEach,
    tookSeconds: Math.round((Date.now() - began) / 1_000),
    sizes,
    bundles,
    web,
    floor: last.floor,
    routes: last.routes.map(
      ({ key, title, trips, mostRows }): RouteResult => ({
        key,
        title,
        allowed: { trips, mostRows },
        counted: measured.map(one => ({ patients: one.patients, ...(one.counted[key] as Counted) })),
        timed: measured.flatMap(one => (one.timed[key] ?? []).map(figures => ({ patients: one.patients, ...figures }))),
      }),
    ),
  }
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(130))

await main(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smart-healthcare-bench-'))
  try {
    if (process.argv.includes('--start')) {
      const measuredOn = machine()
      const starts = await step('starting as a new developer does', say => timeStarts(folder, say))
      process.stdout.write(showStarts(writeStarts(starts, measuredOn)))
      return
    }
    if (process.argv.includes('--verify')) {
      const entries = (process.env.ENTRIES ?? '10000,100000,1000000').split(',').map(Number)
      const state = openState(folder)
      await step('preparing the databases', async () => migrate(state))
      const proofs = await step('proving access logs', say => timeProofs(state, entries, say))
      process.stdout.write(`${proofs.map(one => JSON.stringify(one)).join('\n')}\n${JSON.stringify(machine())}\n`)
      return
    }
    const results = await all(folder)
    process.stdout.write(show(results))
    if (!process.env.DRY) write(results)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
