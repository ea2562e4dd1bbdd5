import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { env as bindings } from '../../test/verbs/env.ts'
import { times } from '../../test/verbs/people.ts'
import type { Mail, Mailer } from '../mail/mailer.ts'
import { createAccount } from './accounts/account.ts'
import { insertRegistration } from './accounts/register-clinic.ts'
import { sendMails } from './mails.ts'
import { leaveResetLink } from './passwords/forgot-password.ts'

const env = { ...bindings, REFRESH_SECRET: 'a secret of this test', MAIL_FROM: bindings.MAIL_FROM, MAIL: bindings.MAIL }
const at = Date.parse('2026-03-02T12:00:00.000Z')
const minute = 60_000

/** The way out as these tests see it: what was taken, and whether it takes anything. */
function aMailer() {
  const taken: Mail[] = []
  let broken = false
  const mailer: Mailer = {
    async send(mail) {
      if (broken) throw new Error('the provider is down')
      taken.push(mail)
    },
  }
  return {
    mailer,
    to: (address: string) => taken.filter(one => one.to === address),
    break: (now: boolean) => {
      broken = now
    },
  }
}

const anAddress = () => `${crypto.randomUUID()}@example.test`

async function register(email: string, when = at, locale: 'en' | 'id' = 'en') {
  const clinic = { name: 'Klinik Rahasia', timezone: 'UTC', country: 'US', currency: 'USD', locale }
  const owner = { name: 'Rina Wijaya', email }
  await insertRegistration(env, { clinic, owner }, 'https://clinic.test', when)
}

test('a mail that is not taken comes again, a minute later and then after longer pauses, until it is', async () => {
  const { mailer, to, break: breaks } = aMailer()
  const email = anAddress()
  await register(email)
  breaks(true)
  await sendMails(env, at, mailer)
  breaks(false)
  await sendMails(env, at + minute - 1, mailer)
  expect(to(email)).toEqual([])
  await sendMails(env, at + minute, mailer)
  expect(to(email)).toHaveLength(1)
  await sendMails(env, at + 60 * minute, mailer)
  expect(to(email)).toHaveLength(1)
})

test('ten sweeps at once send it once', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  await register(email)
  await Promise.all(times(10, () => sendMails(env, at, mailer)))
  expect(to(email)).toHaveLength(1)
})

test('what has expired meanwhile is not sent any more', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  await register(email)
  await sendMails(env, at + 48 * 60 * minute, mailer)
  expect(to(email)).toEqual([])
})

test('a mail says nothing of anybody, in the language of who gets it, and links to the page of its kind', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  await register(email, at, 'id')
  await sendMails(env, at, mailer)
  const [mail] = to(email)
  expect(mail?.subject).toBe('Konfirmasi alamat Anda untuk membuka klinik')
  expect(JSON.stringify(mail)).not.toMatch(/Rina|Wijaya|Rahasia/)
  expect(mail?.text).toMatch(/https:\/\/clinic\.test\/confirm\/#reg-[0-9a-f-]{36}\.1\.[\w-]{43}/)
  expect(mail?.html).toContain('<html lang="id">')
})

test('a known address is told so', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  await createAccount(env, { email, name: 'Rina', locale: 'en', password: 'a good and long one' }, at)
  await register(email)
  await sendMails(env, at, mailer)
  expect(to(email)[0]?.subject).toBe('You already have an account')
})

test('nobody fills a mailbox: five mails of a kind an hour', async () => {
  const { mailer, to } = aMailer()
  const [email, known] = [anAddress(), anAddress()]
  await createAccount(env, { email: known, name: 'Rina', locale: 'en', password: 'a good and long one' }, at)
  for (let i = 0; i < 8; i++) {
    await register(email)
    await leaveResetLink(env, known, 'https://clinic.test', { requestId: 'a test', at })
  }
  await sendMails(env, at, mailer)
  expect([to(email).length, to(known).length]).toEqual([5, 5])
  await register(email, at + 60 * minute + 1)
  await sendMails(env, at + 60 * minute + 1, mailer)
  expect(to(email)).toHaveLength(6)
})

test('an unknown address leaves the same rows and gets no mail', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  const count = async () => {
    const row = await bindings.IDENTITY_DB.prepare(
      'SELECT (SELECT count(*) FROM password_reset) + (SELECT count(*) FROM mail) AS n',
    ).first<{ n: number }>()
    return row?.n ?? 0
  }
  const before = await count()
  expect(await leaveResetLink(env, email, 'https://clinic.test', { requestId: 'a test', at })).toBeUndefined()
  expect((await count()) - before).toBe(2)
  await sendMails(env, at, mailer)
  expect(to(email)).toEqual([])
})

test('no link is kept: what identity holds opens nothing', async () => {
  const { mailer, to } = aMailer()
  const email = anAddress()
  await register(email)
  await sendMails(env, at, mailer)
  const token = /#(\S+)/.exec(to(email)[0]?.text ?? '')?.[1] ?? 'none'
  const [id = '', , mac = 'none'] = token.split('.')
  const db = drizzle(bindings.IDENTITY_DB)
  const tables = await db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  )
  const all = JSON.stringify(await Promise.all(tables.map(({ name }) => db.all(`SELECT * FROM ${name}`))))
  expect(all).toContain(id)
  expect(all).not.toContain(mac)
})
