/** Beside the Workers of the system, for what no route can tell or do: runs statements in any of their databases. */

interface Asked {
  binding: string
  statements: { sql: string; values: unknown[] }[]
  /** Each for itself, whatever becomes of the others; else all or none. */
  each: boolean
}

export type Answered = { rows: Record<string, unknown>[] } | { error: string }

export default {
  async fetch(request: Request, env: Record<string, D1Database>): Promise<Response> {
    const { binding, statements, each }: Asked = await request.json()
    const db = env[binding]
    if (!db) throw new Error(`no database ${binding}`)
    const prepared = statements.map(({ sql, values }) => db.prepare(sql).bind(...values))
    return Response.json(each ? await Promise.all(prepared.map(one => answered([one]))) : await answered(prepared))

    async function answered(together: D1PreparedStatement[]): Promise<Answered[]> {
      try {
        return (await db?.batch<Record<string, unknown>>(together))?.map(({ results }) => ({ rows: results })) ?? []
      } catch (error) {
        return together.map(() => ({ error: String(error) }))
      }
    }
  },
}
