import type { Plan, Plans } from './baseline/plan.ts'
import type { Trip } from './instrumented/counting.ts'
import type { Route } from './routes.ts'
import type { Tokens } from './tokens.ts'

/** What one request of a route asked of D1, the most of its samples. */
export interface Counted {
  /** Round trips that waited for each other. */
  sequence: number
  trips: number
  statements: number
  rowsRead: number
}

/** Trips are held for 20 ms while counting; what begins this close to another's end waited for it. */
const tolerance = 6

/** The trips in stages: each lies in the stage after the last one that ended before it began. */
function stagesOf(trips: Trip[]): Trip[][] {
  const stages: Trip[][] = []
  const depths = new Map<Trip, number>()
  for (const trip of [...trips].sort((a, b) => a.began - b.began || a.ended - b.ended)) {
    const before = [...depths].filter(([other]) => other.ended <= trip.began + tolerance).map(([, depth]) => depth + 1)
    const depth = Math.max(0, ...before)
    depths.set(trip, depth)
    stages[depth] = [...(stages[depth] ?? []), trip]
  }
  return stages
}

function planOf(stages: Trip[][]): Plan {
  return stages.map(stage =>
    stage.map(({ database, how, statements }) => ({
      database,
      how,
      statements: statements.map(({ sql, params }) => ({ sql, params })),
    })),
  )
}

/** Sends every sample of every route once, one at a time, to the counted build. @returns the figures, and what the bare Worker is to play. */
export async function count(url: string, routes: Route[], tokens: Tokens) {
  const counted: Record<string, Counted> = {}
  const plans: Plans = {}
  const takeTrips = async () => (await (await fetch(`${url}/trips`)).json()) as Trip[]
  for (const { key, as, samples } of routes) {
    const figures: Counted = { sequence: 0, trips: 0, statements: 0, rowsRead: 0 }
    const played: Plan[] = []
    for (const { path, body } of samples) {
      await takeTrips()
      const response = await fetch(url + path, {
        headers: { authorization: `Bearer ${await tokens(as)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${path} answered ${response.status} ${text.slice(0, 300)}`)
      if (text.includes('"unavailable"')) throw new Error(`${path} was answered without a part of it`)
      const trips = await takeTrips()
      const stages = stagesOf(trips)
      const statements = trips.flatMap(trip => trip.statements)
      figures.sequence = Math.max(figures.sequence, stages.length)
      figures.trips = Math.max(figures.trips, trips.length)
      figures.statements = Math.max(figures.statements, statements.length)
      figures.rowsRead = Math.max(
        figures.rowsRead,
        statements.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      )
      played.push(planOf(stages))
    }
    counted[key] = figures
    plans[key] = played
  }
  return { counted, plans }
}
