import type { Plans } from './baseline/plan.ts'
import { type Figures, figuresOf, loader, type Shot, type Tally } from './load.ts'
import { booking, bookingDays, type Route } from './routes.ts'
import type { Tokens } from './tokens.ts'

export interface Timed {
  connections: number
  real: Figures
  bare: Figures
  /** p50 of the system over that of the bare Worker. */
  ratio: number
}

/** Milliseconds for which one side is asked before it is the other's turn: what else the machine does then meets both alike. */
const turn = 250
const warmUp = 300
const json = { 'content-type': 'application/json' }

/** Bookings made so far, on either side: none is made twice. */
const booked = { real: 0, bare: 0 }

/** Measure one route on both sides, in turns, for so many milliseconds each. */
export async function time(
  url: string,
  route: Route,
  plans: Plans,
  tokens: Tokens,
  now: number,
  connections: number,
  milliseconds: number,
): Promise<Timed> {
  const headers = { authorization: `Bearer ${await tokens(route.as)}` }
  const sides = { real: realShots(route, headers), bare: bareShots(route, plans, now) }
  const tallies = { real: tally(), bare: tally() }
  const load = loader(url, connections)
  try {
    for (const side of ['real', 'bare'] as const) await load.ask(sides[side], warmUp, tally())
    for (let done = 0; done < milliseconds; done += turn)
      for (const side of ['real', 'bare'] as const) await load.ask(sides[side], turn, tallies[side])
  } finally {
    load.close()
  }
  const [real, bare] = [figuresOf(tallies.real), figuresOf(tallies.bare)]
  return { connections, real, bare, ratio: Math.round((real.p50 / bare.p50) * 100) / 100 }
}

/** The least that a request costs here: an answer of the first Worker, which asks nobody. */
export async function floor(url: string, connections: number, milliseconds: number): Promise<Figures> {
  const load = loader(url, connections)
  const counted = tally()
  try {
    const shot: Shot = { method: 'GET', path: '/ready', headers: {} }
    await load.ask(() => shot, warmUp, tally())
    await load.ask(() => shot, milliseconds, counted)
  } finally {
    load.close()
  }
  return figuresOf(counted)
}

function tally(): Tally {
  return { latencies: [], seconds: 0 }
}

function realShots(route: Route, headers: Record<string, string>): () => Shot {
  const { fresh, samples } = route
  if (fresh) {
    return () => {
      const { path, body } = fresh(booked.real++).sample
      return { method: 'POST', path, headers: { ...headers, ...json }, body: JSON.stringify(body) }
    }
  }
  return inTurn(samples.map(({ path }) => ({ method: 'GET', path, headers })))
}

function bareShots(route: Route, plans: Plans, now: number): () => Shot {
  const played = plans[route.key] ?? []
  if (!route.fresh)
    return inTurn(played.map((_, i) => ({ method: 'GET', path: `/bare/${route.key}/${i}`, headers: {} })))
  const recorded = booking(now, bookingDays.recorded, 0)
  const params = played[0]?.flat().flatMap(trip => trip.statements.flatMap(one => one.params)) ?? []
  const own = [...new Set(params)].filter(one => typeof one === 'string' && /^(apt|chg|evt)-/.test(one)) as string[]
  return () => {
    const n = booked.bare++
    const next = booking(now, bookingDays.bare, n)
    const swap = [
      ...own.map(id => [id, `${id.slice(0, 4)}bare-${String(n).padStart(8, '0')}`]),
      [recorded.patientId, next.patientId],
      [recorded.staffId, next.staffId],
      [recorded.roomId, next.roomId],
      [recorded.startsAt, next.startsAt],
      [recorded.endsAt, next.endsAt],
    ]
    return { method: 'POST', path: `/bare/${route.key}/0`, headers: json, body: JSON.stringify(swap) }
  }
}

function inTurn(shots: Shot[]): () => Shot {
  let n = 0
  return () => {
    const shot = shots[n++ % shots.length]
    if (!shot) throw new Error('nothing to ask')
    return shot
  }
}
