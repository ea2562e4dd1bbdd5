import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Running, run } from '../../scripts/local/processes.ts'
import { whenReady } from '../../scripts/local/server.ts'

/**
 * The five Workers, each a process of its own as `npm run worker -- NAME` starts it, on one state: the day of a clinic passes from its founding
 * to a signed note. Then one Worker is stopped: its routes cost 503, with a line that says how to start it, and no others.
 */

// What a client would see, without the types that made it.
type Json = ReturnType<typeof JSON.parse>
type Ask = (method: string, path: string, body?: unknown, version?: number) => Promise<{ status: number; body: Json }>

const domain = ['patient', 'staff', 'appointment', 'record'] as const

export async function fiveWorkers(say: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'five-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...process.env, STATE: join(folder, 'state'), NO_COLOR: '1' }
  const start = (name: string, more: NodeJS.ProcessEnv = {}) =>
    run('node', ['scripts/run.mjs', 'worker', name], { env: { ...env, ...more }, log: join(folder, `${name}.log`) })
  const running = new Map<string, Running>()
  try {
    for (const name of domain) running.set(name, start(name))
    running.set('gateway', start('gateway', { PORT: String(port) }))
    await whenReady(running.get('gateway') as Running, `${url}/health`, 120_000)
    await until('all five answer', async () => ((await (await fetch(`${url}/health`)).json()) as Json).status === 'ok')
    const ask = await aClinic(url)
    await theDay(ask)
    say('ok     five Workers in five processes: from the founding of a clinic to a signed note')
    await running.get('patient')?.stop()
    await until('a stopped Worker costs 503', async () => (await ask('GET', '/api/patients')).status === 503)
    const others = [await ask('GET', '/api/staff'), await ask('GET', '/api/clinic')].map(({ status }) => status)
    const explained = readFileSync(join(folder, 'gateway.log'), 'utf8').includes('npm run worker -- patient')
    const fine = explained && others.every(status => status === 200)
    say(
      `${fine ? 'ok    ' : 'FAILED'} one of them stopped: its routes 503, others ${others}, ${explained ? 'explained' : 'not explained'}`,
    )
    return fine
  } catch (error) {
    say(`FAILED five Workers in five processes: ${error instanceof Error ? error.message : error}`)
    for (const [name] of running) say(readFileSync(join(folder, `${name}.log`), 'utf8').slice(-600))
    return false
  } finally {
    await Promise.all([...running.values()].map(one => one.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    if (await holds().catch(() => false)) return
    await new Promise(resolve => setTimeout(resolve, 300))
  }
  throw new Error(`${what}: not within 90 s`)
}

const json = { 'content-type': 'application/json' }

/** A clinic as somebody founds it: by a form, a mail and a password. @returns what its owner, who is also doctor and desk, asks with. */
async function aClinic(url: string): Promise<Ask> {
  const post = async (path: string, body: unknown) => {
    const reply = await fetch(url + path, {
      method: 'POST',
      headers: { ...json, origin: url },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as Json
  }
  const email = 'owner@five.example'
  const clinic = { name: 'Five', timezone: 'UTC', country: 'GB', currency: 'GBP', locale: 'en' }
  const password = 'a long enough one 5'
  await post('/api/auth/register', { clinic, owner: { name: 'Owner', email } })
  const mails = `${url}/cdn-cgi/local/explorer/api/local/email/sending`
  let token = ''
  await until('the mail', async () => {
    const { result } = (await (await fetch(mails)).json()) as Json
    const mail = ((await (await fetch(`${mails}?email_id=${encodeURIComponent(result[0].messageId)}`)).json()) as Json)
      .result
    token = /\/confirm\/#(\S+)/.exec(mail.text)?.[1] ?? ''
    return token !== ''
  })
  let session = await post('/api/auth/confirm', { token, password })
  const ask: Ask = async (method, path, body, version) => {
    const match = version === undefined ? {} : { 'if-match': `"${version}"` }
    const headers = { authorization: `Bearer ${session.accessToken}`, ...match, ...(body === undefined ? {} : json) }
    const reply = await fetch(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, body: text ? JSON.parse(text) : undefined }
  }
  const { id } = session.membership
  const { version } = (await must(ask('GET', '/api/members'))).items[0]
  await must(ask('PATCH', `/api/members/${id}`, { roles: ['owner', 'doctor', 'receptionist'] }, version))
  session = await post('/api/auth/login', { email, password })
  return ask
}

async function must(asked: Promise<{ status: number; body: Json }>): Promise<Json> {
  const { status, body } = await asked
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

async function theDay(ask: Ask): Promise<void> {
  const staff = await must(ask('POST', '/api/staff', { name: 'dr. Five', profession: 'doctor', bookable: true }))
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  await must(ask('PUT', `/api/staff/${staff.id}/availability/2020-01-01`, { weekly }))
  const patient = await must(ask('POST', '/api/patients', { name: { given: 'Wren', family: 'Five' }, sex: 'female' }))
  const startsAt = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000).toISOString()
  const booking = { patientId: patient.id, staffId: staff.id, startsAt, minutes: 30 }
  await must(ask('POST', '/api/appointments', booking))
  let visit = await must(ask('POST', '/api/appointments/walk-in', { patientId: patient.id, staffId: staff.id }))
  visit = await must(ask('POST', `/api/appointments/${visit.id}/start`, {}, visit.version))
  const opened = await must(ask('POST', '/api/encounters', { patientId: patient.id, appointmentId: visit.id }))
  const note = { subjective: 'Cough', objective: 'Clear', assessment: 'Cold', plan: 'Tea' }
  const encounter = await must(ask('PATCH', `/api/encounters/${opened.id}`, note, opened.version))
  const signed = await must(ask('POST', `/api/encounters/${opened.id}/sign`, {}, encounter.version))
  if (signed.status !== 'finished') throw new Error(`signed, and ${signed.status}`)
  await must(ask('POST', `/api/appointments/${visit.id}/check-out`, {}, visit.version))
  const timeline = await must(ask('GET', `/api/patients/${patient.id}/timeline`))
  if (timeline.items.length === 0) throw new Error('nothing on the timeline')
}
