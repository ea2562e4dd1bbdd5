import type { Plan, PlannedTrip, Plans } from './plan.ts'

type Databases = Record<string, D1Database>

let plans: Plans = {}

/**
 * The same statements on the same data with nothing around them: no token, no validation, no Worker behind this one, no view.
 *
 * `PUT /bare` takes the plans; `GET /bare/<route>/<n>` plays one. A POST brings `[[recorded, fresh], …]`: bound values to replace, so that a
 * write can be repeated with ids and times of its own.
 */
export default {
  async fetch(request: Request, env: Databases): Promise<Response> {
    if (request.method === 'PUT') {
      plans = await request.json()
      return new Response(null, { status: 204 })
    }
    const [, , route = '', n = ''] = request.url.slice(request.url.indexOf('/', 8)).split('/')
    const plan = plans[route]?.[Number(n)]
    if (!plan) return new Response(null, { status: 404 })
    const fresh = request.method === 'POST' ? new Map<unknown, unknown>(await request.json()) : undefined
    return Response.json(await play(env, plan, fresh))
  },
}

async function play(env: Databases, plan: Plan, fresh: Map<unknown, unknown> | undefined): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const stage of plan) answers.push(...(await Promise.all(stage.map(trip => ask(env, trip, fresh)))))
  return answers
}

function ask(env: Databases, { database, how, statements }: PlannedTrip, fresh: Map<unknown, unknown> | undefined) {
  const db = env[database]
  if (!db) throw new Error(`no database ${database}`)
  const value = (one: unknown) => (fresh?.has(one) ? fresh.get(one) : one)
  const bound = statements.map(({ sql, params }) => db.prepare(sql).bind(...(fresh ? params.map(value) : params)))
  const [first] = bound
  if (how === 'batch' || !first) return db.batch(bound)
  return how === 'raw' ? first.raw() : first.all()
}
