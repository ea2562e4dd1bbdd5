import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Every relative import of a file, as a path from the root, with whether it is of types alone. */
function importsOf(file: string): { path: string; typeOnly: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/g)].map(([, type, path]) => ({
    path: relative(root, join(root, dirname(file), path ?? '')),
    typeOnly: Boolean(type),
  }))
}

const sources = globSync(['workers/**/*.ts', 'gateway/**/*.ts'], { cwd: root }).filter(
  file => !file.endsWith('.test.ts'),
)

function ownerOf(path: string): string {
  return /^workers\/(\w+)\//.exec(path)?.[1] ?? /^(\w+)\//.exec(path)?.[1] ?? ''
}

test('a Worker knows of another only its contract and the types of its entrypoint', () => {
  const wrong = sources.flatMap(file =>
    importsOf(file)
      .filter(
        ({ path }) => path.startsWith('workers/') && ownerOf(path) !== ownerOf(file) && ownerOf(path) !== 'shared',
      )
      .filter(
        ({ path, typeOnly }) =>
          !/^workers\/\w+\/(?:[\w-]+\/)*(?:\w+-)?contract\.ts$/.test(path) && !(typeOnly && path.endsWith('/index.ts')),
      )
      .map(({ path }) => `${file} imports ${path}`),
  )
  expect(wrong).toEqual([])
})

test('a contract imports valibot, contracts and the shared words only', () => {
  const wrong = sources
    .filter(file => file.endsWith('contract.ts') && file.startsWith('workers/'))
    .flatMap(file =>
      importsOf(file)
        .filter(({ path }) => !path.endsWith('contract.ts'))
        .map(({ path }) => `${file} imports ${path}`),
    )
  expect(wrong).toEqual([])
})

test('no Worker imports the gateway, and shared imports nobody', () => {
  const wrong = sources.flatMap(file =>
    importsOf(file)
      .filter(
        ({ path }) =>
          (ownerOf(file) !== 'gateway' && path.startsWith('gateway/')) ||
          (ownerOf(file) === 'shared' && ownerOf(path) !== 'shared'),
      )
      .map(({ path }) => `${file} imports ${path}`),
  )
  expect(wrong).toEqual([])
})

test('the web app takes types, the contracts, and the tables and rules that a page and a Worker must have alike, nothing else', () => {
  const web = globSync('web/src/**/*.{ts,tsx}', { cwd: root })
  const wrong = web.flatMap(file =>
    importsOf(file)
      .filter(
        ({ path, typeOnly }) =>
          /^(?:workers|gateway)\//.test(path) &&
          !typeOnly &&
          !/^workers\/(?:shared\/(?:permissions|objects|money|csv|country\/[\w-]+|input\/(?:password-strength|real-codes))|patient\/(?:identifier-rules|import\/placeholders)|\w+\/(?:[\w-]+\/)*(?:\w+-)?contract)\.ts$/.test(
            path,
          ),
      )
      .map(({ path }) => `${file} imports ${path}`),
  )
  expect(wrong).toEqual([])
})

test("the router's file imports nothing of the runtime, so that its types stay readable everywhere", () => {
  const reached = new Set<string>()
  const walk = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const { path, typeOnly } of importsOf(file)) if (!typeOnly) walk(path)
  }
  walk('gateway/api.ts')
  const wrong = [...reached].filter(file => /from 'cloudflare:/.test(readFileSync(join(root, file), 'utf8')))
  expect(wrong).toEqual([])
})

test('domain Workers have no route and no address of their own', () => {
  for (const name of ['patient', 'staff', 'appointment', 'record']) {
    const text = readFileSync(join(root, `workers/${name}/wrangler.toml`), 'utf8')
    expect(text).toMatch(/^workers_dev = false$/m)
    expect(text).toMatch(/^preview_urls = false$/m)
    expect(text).not.toMatch(/^routes?\s*=/m)
  }
})

test('docs/storage.md names every table', () => {
  const storage = readFileSync(join(root, 'docs/storage.md'), 'utf8')
  const tables = globSync('migrations/**/*.sql', { cwd: root }).flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name ?? ''),
  )
  const known = new Set(['change', 'idempotency'])
  expect(tables.filter(name => !known.has(name) && !storage.includes(`\`${name}\``))).toEqual([])
})

test('no configuration makes passwords cheaper to guess than the code has it', () => {
  const files = globSync(['wrangler.toml', '{web,workers/*}/wrangler.toml'], { cwd: root })
  expect(files.length).toBe(6)
  for (const file of files) expect(readFileSync(join(root, file), 'utf8'), file).not.toContain('SCRYPT_N')
})
