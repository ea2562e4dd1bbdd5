import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeState, takeWorker } from '../../scripts/local/lock.ts'
import { databaseFile } from '../../scripts/local/migrations.ts'
import { freePort } from '../../scripts/local/processes.ts'
import { databases, root } from '../../scripts/local/root.ts'
import { migrate, openState, type State } from '../../scripts/local/state.ts'

/** What a start refuses it says in one sentence; what it writes nobody else can read. */

let folder: string
let state: State
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'))
  state = openState(join(folder, 'state'))
  migrate(state)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What `npm start` says before it ends with 1, on a state and a port of its own. */
async function refused(env: NodeJS.ProcessEnv, args = ['scripts/run.mjs', 'start']): Promise<string> {
  const port = String(await freePort())
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, PORT: port, ...env } })
  const said = await outputOf(child)
  expect(said.code, said.text).toBe(1)
  expect(said.text).not.toMatch(/\n\s+at /)
  return said.text
}

function outputOf(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = ''
  child.stdout?.on('data', chunk => {
    text += String(chunk)
  })
  child.stderr?.on('data', chunk => {
    text += String(chunk)
  })
  return new Promise(resolve => child.once('close', code => resolve({ code, text })))
}

test('all five databases are migrated into the files that the runtime opens, once', () => {
  for (const { binding } of databases) expect(existsSync(databaseFile(state.folder, binding)), binding).toBe(true)
  expect(migrate(state)).toBe(0)
})

test('files of the state are for their owner alone, also those of before', () => {
  const secrets = () => (statSync(state.secrets).mode & 0o777).toString(8)
  const database = databaseFile(state.folder, 'PATIENT_DB')
  expect([secrets(), (statSync(database).mode & 0o777).toString(8)]).toEqual(['600', '600'])
  chmodSync(state.secrets, 0o644)
  openState(state.folder)
  expect(secrets()).toBe('600')
})

test('a state that another start has is refused, and so is one of which a Worker runs', async () => {
  const own = openState(join(folder, 'taken'))
  const let1 = takeState(own, 'npm start on port 1')
  expect(await refused({ STATE: own.folder })).toMatch(
    /The state in \S+ is in use by npm start on port 1, process \d+\. Stop that first/,
  )
  let1()
  const let2 = takeWorker(own, 'patient', 'npm run worker -- patient')
  expect(await refused({ STATE: own.folder })).toMatch(/is in use/)
  const worker = ['scripts/run.mjs', 'worker', 'patient']
  expect(await refused({ STATE: own.folder }, worker)).toMatch(/is in use by npm run worker -- patient/)
  let2()
})

test('a taken port is refused with the next one to try', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  expect(await refused({ PORT: String(port), STATE: join(folder, 'other') })).toContain(
    `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
  )
  server.close()
})

test.each([['no port'], ['70000']])('PORT=%s is refused', async port => {
  expect(await refused({ PORT: port, STATE: join(folder, 'other') })).toContain(`PORT=${port} is no port`)
})

test('a state folder in a file system that makes none is refused, and not waited for', {
  skip: !existsSync('/proc/self'),
}, async () => {
  expect(await refused({ STATE: '/proc/state' })).toMatch(/The state folder \S+ cannot be written/)
})

test('a state folder that cannot be one is refused', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expect(await refused({ STATE: file })).toMatch(/The state folder \S+ cannot be written \((?:EEXIST|ENOTDIR)\)/)
})

test.each([
  ['unreadable', (path: string) => writeFileSync(path, 'SIGNING_KEYS=[]\n')],
  ['a folder', (path: string) => mkdirSync(path)],
])('secrets that are %s are refused', async (name, spoil) => {
  const own = join(folder, name.replace(' ', '-'))
  mkdirSync(own)
  spoil(join(own, 'secrets.env'))
  expect(await refused({ STATE: own })).toMatch(/The secrets in \S+ cannot be read\. Mend the file, or delete it/)
})

test('a damaged database is refused', async () => {
  const own = openState(join(folder, 'damaged'))
  migrate(own)
  writeFileSync(
    databaseFile(own.folder, 'STAFF_DB'),
    'no database at all, and long enough to be taken for one '.repeat(40),
  )
  expect(await refused({ STATE: own.folder })).toMatch(/The database file v3\/d1\S+ in \S+ is damaged/)
})

test('a Node that is too old is refused', async () => {
  const old = "Object.defineProperty(process.versions, 'node', { value: '20.11.0' })"
  const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'scripts/run.mjs', 'start']
  expect(await refused({}, args)).toMatch(/Node 20\.11\.0 is too old for this; 22\.18 or newer is needed/)
})

test('the build of the gateway prepares nothing for anybody but a bare wrangler dev', async () => {
  const child = (env: NodeJS.ProcessEnv) =>
    outputOf(spawn(process.execPath, ['scripts/local/prepare.mjs'], { cwd: root, env: { ...process.env, ...env } }))
  const before = existsSync(join(root, '.dev.vars'))
  for (const env of [{ WRANGLER_COMMAND: 'deploy' }, { WRANGLER_COMMAND: 'dev', STATE_PREPARED: '1' }])
    expect(await child(env)).toEqual({ code: 0, text: '' })
  expect(existsSync(join(root, '.dev.vars'))).toBe(before)
})
