import { join } from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-pool-workers'
import type { D1Database } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'
import { databases, root } from './root.ts'

/** As `wrangler d1 migrations apply` keeps it, so that either goes on where the other ended. */
const ledger = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`

/**
 * `node scripts/local/migrations.ts <folder>`: apply to all five databases in a state folder what they have not had yet, each migration whole
 * or not at all. One runtime for all of them: starting wrangler for each took ten times as long as the migrations themselves.
 *
 * Ends with 1 where a database refuses, and then prints its name and why as one line of JSON.
 */
const [, , folder = ''] = process.argv
const { env, dispose } = await getPlatformProxy<Record<string, D1Database>>({
  configPath: join(root, 'scripts/local/databases.toml'),
  persist: { path: join(folder, 'v3') },
})
for (const { name, binding } of databases) {
  const db = env[binding]
  if (!db) throw new Error(`scripts/local/databases.toml lacks ${binding}`)
  try {
    await apply(db, join(root, 'migrations', name))
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ name, why: reasonOf(error) })}\n`)
    process.exitCode = 1
    break
  }
}
await dispose()

async function apply(db: D1Database, migrations: string): Promise<void> {
  await db.prepare(ledger).run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  for (const { name, queries } of await readD1Migrations(migrations)) {
    if (applied.has(name)) continue
    const noted = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)
    await db.batch([...queries.map(query => db.prepare(query)), noted])
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'no reason given'
  return message.split('\n')[0]?.replace(/^D1_ERROR: /, '') || 'no reason given'
}
