import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

// Who may import whom in the gateway, from the top down; imports of types count, too.
//   its own files (api, index, sweep): everything. `gateway.ts` names what all share, so it may be imported by all, and imports types alone.
//   routes: compose, identity, access-log, live, mail, http    a route imports no other route, and asks no database
//   compose: identity, access-log, live, http                  asks no database, either
//   identity: access-log, mail, live, keys, http
//   access-log: http, keys
//   live: keys
//   http: keys
//   mail, keys: nothing of the gateway
const mayImport: Record<string, string[]> = {
  routes: ['compose', 'identity', 'access-log', 'live', 'mail', 'http'],
  compose: ['identity', 'access-log', 'live', 'http'],
  identity: ['access-log', 'mail', 'live', 'keys', 'http'],
  'access-log': ['http', 'keys'],
  mail: [],
  live: ['keys'],
  keys: [],
  http: ['keys'],
}

const root = join(import.meta.dirname, '../..')
const sources = globSync('{gateway,workers}/**/*.ts', { cwd: root }).filter(file => !/\.test\.ts$|\.d\.ts$/.test(file))
const gateway = sources.filter(file => file.startsWith('gateway/'))
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const folderOf = (path: string) => /^gateway\/([\w-]+)\//.exec(path)?.[1]

function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/from\s+'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, join(root, dirname(file), path ?? '')),
  )
}

const wrong = (file: string, path: string) => {
  const [from, to] = [folderOf(file), folderOf(path)]
  if (!from || !path.startsWith('gateway/') || path === 'gateway/gateway.ts' || path === 'gateway/version.ts')
    return false
  if (from === 'routes' && to === 'routes') return true
  return from !== to && !(to && mayImport[from]?.includes(to))
}

test('a folder of the gateway imports only those below it', () => {
  expect(gateway.length).toBeGreaterThan(100)
  const imports = gateway.flatMap(file => importsOf(file).map(path => ({ file, path })))
  expect(imports.filter(({ file, path }) => wrong(file, path)).map(({ file, path }) => `${file} → ${path}`)).toEqual([])
})

test('gateway.ts, which everybody may import, imports types alone', () => {
  expect(textOf('gateway/gateway.ts')).not.toMatch(/^import (?!type )/m)
})

test('no route and no composition asks a database', () => {
  const asking = gateway.filter(
    file => /^gateway\/(?:routes|compose)\//.test(file) && /drizzle|sql`/.test(textOf(file)),
  )
  expect(asking).toEqual([])
})

test('no folder has more than sixteen files of source', () => {
  const folders = Map.groupBy(sources, file => dirname(file))
  expect([...folders].filter(([, files]) => files.length > 16).map(([folder]) => folder)).toEqual([])
})
