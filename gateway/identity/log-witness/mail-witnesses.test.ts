import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { env as bindings } from '../../../test/verbs/env.ts'
import { times } from '../../../test/verbs/people.ts'
import type { NewEntry } from '../../access-log/chain/entry.ts'
import { VerifyLog } from '../../access-log/contract.ts'
import { verify } from '../../access-log/verify.ts'
import type { Mail } from '../../mail/mailer.ts'
import { addMembership, createAccount } from '../accounts/account.ts'
import { clinic } from '../accounts/schema.ts'
import { sendMails } from '../mails.ts'
import { mailWitnesses } from './mail-witnesses.ts'

/** The head of the access log lies in the owners' mailboxes once a week, where the clinic has chosen it. */

const env = { ...bindings, MAIL_FROM: bindings.MAIL_FROM, WEB_ORIGIN: bindings.WEB_ORIGIN }
const db = drizzle(env.IDENTITY_DB)
const week = 7 * 86_400_000
/** Later than the other files' mails, which wait in the same outbox. */
let start = Date.parse('2027-01-04T08:00:00.000Z')

async function aClinic(weekly = true) {
  start += 52 * week
  const at = start
  const clinicId = `cln-${crypto.randomUUID()}`
  const place = { name: 'Klinik Melati', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' as const }
  await db
    .insert(clinic)
    .values({ id: clinicId, ...place, status: 'active', logWitness: weekly, version: 1, createdAt: at, updatedAt: at })
  const member = async (role: 'owner' | 'doctor') => {
    const email = `${crypto.randomUUID()}@example.test`
    const id = await createAccount(env, { email, name: 'Rina', locale: 'en', password: 'a good and long one' }, at)
    await addMembership(env, { clinicId, accountId: id, roles: [role], staffId: 'stf-1' }, at)
    return email
  }
  const people = { owners: [await member('owner'), await member('owner')], doctor: await member('doctor') }
  const write = (count: number) => env.ACCESS_LOG.getByName(clinicId).append(clinicId, times(count, anEntry))
  return { clinicId, at, ...people, write }
}

function anEntry(): NewEntry {
  return {
    at: start,
    requestId: crypto.randomUUID(),
    accountId: 'acc-1',
    accountName: 'Sari',
    roles: ['nurse'],
    actsFor: [],
    action: 'patient.read',
    patientIds: ['pat-1'],
    outcome: 'ok',
  }
}

/** The mails that a sweep sends of these. */
async function swept(at: number, sweeps = 1): Promise<Mail[]> {
  await Promise.all(times(sweeps, () => mailWitnesses(env, at)))
  const taken: Mail[] = []
  await sendMails(env, at, { send: async mail => void taken.push(mail) })
  return taken
}

const to = (mails: Mail[], addresses: string[]) => addresses.map(one => mails.filter(mail => mail.to === one).length)
const witnessIn = (mail: Mail | undefined) => /\d+\.[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? 'none'

test('every owner is mailed the head once a week, however many sweeps there are, and nobody else', async () => {
  const { at, owners, doctor, write } = await aClinic()
  await write(3)
  const everyone = [...owners, doctor]
  expect(to(await swept(at, 5), everyone)).toEqual([1, 1, 0])
  expect(to(await swept(at + 60_000), everyone)).toEqual([0, 0, 0])
  expect(to(await swept(at + week - 1), everyone)).toEqual([0, 0, 0])
  expect(to(await swept(at + week, 5), everyone)).toEqual([1, 1, 0])
})

test('what is mailed is what verify takes, and the log still carries it; a log that was stamped anew does not', async () => {
  const { clinicId, at, owners, write } = await aClinic()
  await write(3)
  const mail = (await swept(at)).find(one => one.to === owners[0])
  const witness = witnessIn(mail)
  expect(witness).toMatch(/^3\./)
  await write(4)
  const ask = async (text: string) => (await verify(env, clinicId, v.parse(VerifyLog, { witness: text }))).witness
  expect(await ask(witness)).toEqual({ sequence: 3, matches: true })
  // The same number in another log: whoever writes all of it anew has another hash.
  const other = await aClinic()
  await other.write(3)
  const forged = witnessIn((await swept(other.at)).find(one => one.to === other.owners[0]))
  expect(forged).toMatch(/^3\./)
  expect(await ask(forged)).toEqual({ sequence: 3, matches: false })
})

test('a clinic that did not choose it, and one whose log is empty, are mailed nothing', async () => {
  const [silent, empty] = [await aClinic(false), await aClinic()]
  await silent.write(3)
  expect(to(await swept(start), [...silent.owners, ...empty.owners])).toEqual([0, 0, 0, 0])
  const [row] = await db.select().from(clinic).where(eq(clinic.id, empty.clinicId))
  expect(row?.witnessedAt).toBeNull()
  await empty.write(1)
  expect(to(await swept(start + 60_000), empty.owners)).toEqual([1, 1])
})
