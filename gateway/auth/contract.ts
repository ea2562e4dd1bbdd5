import * as v from 'valibot'
import { roles } from '#shared/permissions'
import { id } from '#shared/text'
import { relations } from './schema.ts'

/** What the sign-in routes take and answer. */

export const Login = v.strictObject({
  email: v.pipe(
    v.string(),
    v.maxLength(254),
    v.transform(value => value.normalize('NFC').trim().toLowerCase()),
    v.minLength(1),
  ),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
})
export type Login = v.InferOutput<typeof Login>

export const Switch = v.strictObject({ clinicId: id })

const Membership = v.object({
  id: v.string(),
  clinicId: v.string(),
  clinicName: v.string(),
  timezone: v.string(),
  currency: v.string(),
  currencyDecimals: v.number(),
  locale: v.string(),
  role: v.picklist(roles),
  roles: v.array(v.picklist(roles)),
  staffId: v.optional(v.string()),
  patientId: v.optional(v.string()),
  patients: v.array(v.object({ patientId: v.string(), name: v.string(), relation: v.picklist(relations) })),
})
export type Membership = v.InferOutput<typeof Membership>

const signedIn = {
  account: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  membership: Membership,
  memberships: v.array(Membership),
}

/** Who is signed in, without a token. */
export const Session = v.object(signedIn)
export type Session = v.InferOutput<typeof Session>

export const TokenSession = v.object({
  accessToken: v.string(),
  tokenType: v.literal('Bearer'),
  expiresIn: v.number(),
  ...signedIn,
})
export type TokenSession = v.InferOutput<typeof TokenSession>
