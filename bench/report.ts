import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/local/root.ts'
import type { Size } from './bundle.ts'
import type { Counted } from './count.ts'
import type { Figures } from './load.ts'
import type { Starts } from './start.ts'
import type { Timed } from './time.ts'

export interface RouteResult {
  key: string
  title: string
  allowed: { trips: number; mostRows?: number }
  counted: (Counted & { patients: number })[]
  timed: (Timed & { patients: number })[]
}

export interface Results {
  date: string
  machine: string
  /** Seconds of `npm start`, with the machine as it was then. */
  starts?: Starts & { date: string; machine: string }
  secondsEach: number
  tookSeconds: number
  sizes: number[]
  bundles: Size[]
  web: Size[]
  /** An empty answer by the first Worker: what no request can be faster than here. */
  floor: ({ connections: number } & Figures)[]
  routes: RouteResult[]
}

/** p50 at most so many times the bare Worker's. */
/** With the access log beside D1: an entry for each request, in an object of its own. */
const ratioWanted = 2.5

/** What it was measured on, and how busy that was: ask before anything is started. */
export function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, ${platform()}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)} when it began`
}

/** Every target that one of the figures misses, as a sentence. */
export function misses({ routes, bundles, web, starts }: Results): string[] {
  const found: string[] = []
  if (starts && starts.first > 15) found.push(`the first start takes ${starts.first} s (15 wanted)`)
  for (const { title, allowed, counted, timed } of routes) {
    const verbs = Math.max(...counted.map(({ trips }) => trips))
    for (const { patients, connections, ratio, real, bare } of timed) {
      if (ratio <= ratioWanted) continue
      const more = Math.round((real.p50 - bare.p50) * 10) / 10
      found.push(
        `${title}: p50 is ${ratio} × bare at ${people(patients)}, ${connections} at once (${ratioWanted} wanted). The ${more} ms more lie around the statements, not measured apart: ` +
          `token, validation, ${verbs} ${verbs === 1 ? 'verb' : 'verbs'} called between Workers, shaping of the answer.`,
      )
    }
    for (const { patients, sequence, rowsRead } of counted) {
      if (sequence > allowed.trips)
        found.push(`${title}: ${sequence} round trips in sequence at ${people(patients)} (${allowed.trips} wanted)`)
      if (allowed.mostRows !== undefined && rowsRead > allowed.mostRows)
        found.push(`${title}: ${rowsRead} rows read at ${people(patients)} (${allowed.mostRows} at most)`)
    }
    const read = counted.map(one => one.rowsRead)
    if (allowed.mostRows === undefined && Math.max(...read) > Math.min(...read))
      found.push(`${title}: rows read grow with the clinic, ${read.join(' and ')}`)
  }
  for (const { name, kilobytes, limit } of [...bundles, ...web])
    if (limit !== undefined && kilobytes > limit) found.push(`${name}: ${kilobytes} kB compressed (${limit} at most)`)
  return found
}

const people = (count: number) => `${count.toLocaleString('en')} patients`

type Cells = (string | number)[]

function timesTable({ routes, sizes }: Results): Cells[] {
  const size = Math.max(...sizes)
  const rows: Cells[] = [
    [
      'route',
      'at once',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'bare requests/s',
      'bare p50',
      'bare p99',
      'p50 ÷ bare',
      ...others(sizes),
    ],
  ]
  for (const { title, timed } of routes)
    for (const one of timed.filter(({ patients }) => patients === size)) {
      const smaller = timed.filter(({ patients, connections }) => patients !== size && connections === one.connections)
      rows.push([
        title,
        one.connections,
        one.real.requestsPerSecond,
        one.real.p50,
        one.real.p99,
        one.bare.requestsPerSecond,
        one.bare.p50,
        one.bare.p99,
        marked(one.ratio, one.ratio > ratioWanted),
        ...smaller.map(({ ratio }) => marked(ratio, ratio > ratioWanted)),
      ])
    }
  return rows
}

const others = (sizes: number[]) =>
  sizes.filter(size => size !== Math.max(...sizes)).map(size => `at ${size.toLocaleString('en')}`)

function countsTable({ routes, sizes }: Results): Cells[] {
  const rows: Cells[] = [
    [
      'route',
      'round trips in sequence',
      'round trips',
      'statements',
      ...sizes.map(size => `rows read, ${people(size)}`),
    ],
  ]
  for (const { title, allowed, counted } of routes) {
    const last = counted.at(-1)
    if (!last) continue
    const read = counted.map(one => one.rowsRead)
    const grows = allowed.mostRows === undefined && Math.max(...read) > Math.min(...read)
    rows.push([
      title,
      marked(last.sequence, last.sequence > allowed.trips),
      last.trips,
      last.statements,
      ...read.map(n => marked(n, grows || n > (allowed.mostRows ?? n))),
    ])
  }
  return rows
}

function sizesTable({ bundles, web }: Results): Cells[] {
  const line = ({ name, kilobytes, limit }: Size): Cells => [
    name,
    marked(kilobytes, limit !== undefined && kilobytes > limit),
    limit ?? '',
  ]
  return [['code', 'kB compressed', 'limit'], ...bundles.map(line), ...web.map(line)]
}

function marked(figure: number, missed: boolean): string {
  return missed ? `${figure} ✗` : String(figure)
}

/** The figures for a terminal. */
export function show(results: Results): string {
  const table = (rows: Cells[]) => {
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => String(row[i] ?? '').length)))
    return rows
      .map(
        row =>
          `  ${row.map((cell, i) => (i ? String(cell).padStart(widths[i] ?? 0) : String(cell).padEnd(widths[i] ?? 0))).join('  ')}`,
      )
      .join('\n')
  }
  const missed = misses(results)
  return `
${table(timesTable(results))}

${table(countsTable(results))}

${table(sizesTable(results))}

  ${[...startLine(results), floorLine(results)].join('\n  ')}
  ${missed.length === 0 ? 'Every target is reached.' : `Missed:\n${missed.map(one => `  - ${one}`).join('\n')}`}

  ${results.machine}; ${results.tookSeconds} s
`
}

function startLine({ starts }: Results): string[] {
  if (!starts) return []
  const { first, wholeDemo, again, date, machine } = starts
  return [
    `\`npm start\` on an empty state is ready in ${first} s (15 wanted), its demo whole after ${wholeDemo} s; the next start takes ${again} s. Measured ${date.slice(0, 10)} on ${machine}.`,
  ]
}

/** The starts alone, measured anew: the other figures stay as they were. */
export function writeStarts(starts: Starts, machine: string): Results {
  const results: Results = JSON.parse(readFileSync(join(root, 'bench/results.json'), 'utf8'))
  const measured = { ...results, starts: { ...starts, date: new Date().toISOString(), machine } }
  write(measured)
  return measured
}

export const showStarts = (results: Results) => `\n  ${startLine(results).join('')}\n\n`

function floorLine({ floor }: Results): string {
  const each = floor.map(({ connections, p50 }) => `${p50} ms at ${connections}`)
  return `An empty answer by the first Worker takes ${each.join(', ')} at once.`
}

/** bench/results.json, and the part of docs/speed.md between its two marks. */
export function write(results: Results): void {
  writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
  const path = join(root, 'docs/speed.md')
  if (!existsSync(path)) return
  const table = (rows: Cells[]) =>
    rows
      .flatMap((row, i) => [
        `| ${row.join(' | ')} |`,
        ...(i === 0 ? [`|${row.map((_, j) => (j === 0 ? '---' : '--:')).join('|')}|`] : []),
      ])
      .join('\n')
  const missed = misses(results)
  const generated = [
    ...startLine(results),
    `Measured ${results.date.slice(0, 10)} on ${results.machine}; ${results.secondsEach} s for each figure, ${people(Math.max(...results.sizes))}. ${floorLine(results)}`,
    table(timesTable(results)),
    'What one request asks of D1, the most of the requests tried:',
    table(countsTable(results)),
    table(sizesTable(results)),
    missed.length === 0 ? 'Every target is reached.' : `Missed (✗):\n\n${missed.map(one => `- ${one}`).join('\n')}`,
  ].join('\n\n')
  const [before, after] = [/^[\s\S]*<!-- figures -->\n/, /<!-- end of figures -->[\s\S]*$/]
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, `${before.exec(text)?.[0] ?? ''}\n${generated}\n\n${after.exec(text)?.[0] ?? ''}`)
}
