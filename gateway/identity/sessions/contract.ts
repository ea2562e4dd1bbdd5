import * as v from 'valibot'
import { id, page } from '#shared/input/text'
import { roles } from '#shared/permissions'
import { code, password } from '../fields.ts'
import { relations } from '../relations/schema.ts'

export const Login = v.strictObject({
  /** Whatever was typed: an address that is none is refused like any other that is not known. */
  email: v.pipe(
    v.string(),
    v.maxLength(254),
    v.transform(value => value.normalize('NFC').trim().toLowerCase()),
    v.minLength(1),
  ),
  password,
})
export type Login = v.InferOutput<typeof Login>

/** What one proves with: the password, or a code of the second factor (six digits, or a recovery code). */
export const StepUp = v.union([v.strictObject({ password }), v.strictObject({ code })])
export type StepUp = v.InferOutput<typeof StepUp>

export const Switch = v.strictObject({ clinicId: id })

const Membership = v.object({
  id: v.string(),
  clinicId: v.string(),
  clinicName: v.string(),
  timezone: v.string(),
  country: v.string(),
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
  /** Seconds. */
  expiresIn: v.number(),
  /** Seconds without activity after which this session ends; absent where it does not (patients). */
  idleSeconds: v.optional(v.number()),
  /** When the session ends whatever happens. */
  sessionEndsAt: v.optional(v.string()),
  ...signedIn,
})
export type TokenSession = v.InferOutput<typeof TokenSession>

/**
 * The password was right and a second factor is asked for. `setup`: the clinic requires one and the account has none yet, so it is set up
 * now. The token opens `/api/auth/login/mfa*` and nothing else, for ten minutes.
 */
export const MfaRequired = v.object({
  mfaRequired: v.literal(true),
  mfaToken: v.string(),
  setup: v.optional(v.literal(true)),
})
export type MfaRequired = v.InferOutput<typeof MfaRequired>

export const LoginAnswer = v.union([TokenSession, MfaRequired])

export type LoginAnswer = v.InferOutput<typeof LoginAnswer>

export const SessionItem = v.object({
  id: v.string(),
  /** The browser's own words, shortened. */
  device: v.string(),
  createdAt: v.string(),
  lastSeenAt: v.string(),
  expiresAt: v.string(),
  /** This one. */
  current: v.boolean(),
})
export type SessionItem = v.InferOutput<typeof SessionItem>

export const SessionPage = page(SessionItem)
