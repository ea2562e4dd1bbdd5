import * as v from 'valibot'
import {
  country,
  currency,
  date,
  flagText,
  id,
  locale,
  page,
  paging,
  phone,
  email as plainEmail,
  resource,
  text,
  wordsText,
  zone,
} from '#shared/input/text'
import { roles } from '#shared/permissions'
import { relations } from './schema.ts'

/** What the routes of identity take and answer: sign-in, registration, invitations, passwords, second factor, sessions, members. */

/** A mail address as it is kept and compared: NFC, trimmed, lower case. */
const address = v.pipe(
  plainEmail,
  v.transform(value => value.toLowerCase()),
)
/** A password on its way in, 200 characters at most: nothing is trimmed, nothing cut off. Whether it is good enough is the verb's to say. */
const password = v.pipe(
  v.string(),
  v.minLength(1),
  // A character may take two units; a text of lone halves of them has no form to hash.
  v.maxLength(400),
  v.check(value => value.isWellFormed(), 'lone_surrogate'),
  v.check(value => [...value.normalize('NFC')].length <= 200, 'max_length'),
)
/** Of a link in a mail, or as printed on paper: letters, digits, hyphens, dots. */
const token = v.pipe(v.string(), v.regex(/^[\w.-]{8,400}$/, 'token'))
/** The same for an invitation, whose printed code people type with spaces. */
const linkOrCode = v.pipe(v.string(), v.regex(/^[\w. -]{8,400}$/, 'token'))
/** Of a sign-in that waits for its second factor. */
const mfaToken = v.pipe(v.string(), v.regex(/^[\w.-]{8,2000}$/, 'token'))
/** Six digits of an authenticator, or a recovery code. */
const code = v.pipe(v.string(), v.regex(/^[\w -]{6,24}$/, 'code'))

// ---- sign-in ----------------------------------------------------------------------------------------------------------------------

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
export const LoginMfa = v.strictObject({ mfaToken, code })
export const LoginMfaSetup = v.strictObject({ mfaToken })

// ---- second factor ----------------------------------------------------------------------------------------------------------------

/** A secret to scan: `uri` is an otpauth:// address, `secret` the same in base32 for typing. Nothing holds until a code confirms it. */
export const TotpSecret = v.object({ secret: v.string(), uri: v.string() })
export type TotpSecret = v.InferOutput<typeof TotpSecret>
export const MfaCode = v.strictObject({ code })
/** Shown once. */
export const RecoveryCodes = v.object({ recoveryCodes: v.array(v.string()) })
export const MfaState = v.object({
  enabled: v.boolean(),
  since: v.optional(v.string()),
  recoveryCodesLeft: v.number(),
  /** Names of the clinics that require it of this account. */
  requiredBy: v.array(v.string()),
})
export type MfaState = v.InferOutput<typeof MfaState>
export const MfaSetupDone = v.object({ ...TokenSession.entries, recoveryCodes: v.array(v.string()) })
/** Whether this clinic requires a second factor of its staff. */
export const SecondFactorPolicy = v.strictObject({ requireSecondFactor: v.boolean() })

// ---- sessions ---------------------------------------------------------------------------------------------------------------------

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

// ---- registration and passwords ---------------------------------------------------------------------------------------------------

export const RegisterClinic = v.strictObject({
  clinic: v.strictObject({ name: text(120), timezone: zone, country, currency, locale }),
  owner: v.strictObject({ name: text(120), email: address, password }),
})
export type RegisterClinic = v.InferOutput<typeof RegisterClinic>
export const ConfirmByMail = v.object({ status: v.literal('confirm_by_mail') })
export const Confirm = v.strictObject({ token })

export const ForgotPassword = v.strictObject({ email: address })
export const SentIfKnown = v.object({ status: v.literal('sent_if_known') })
export const ResetPassword = v.strictObject({ token, password })
export const ChangePassword = v.strictObject({ current: password, next: password })
export type ChangePassword = v.InferOutput<typeof ChangePassword>

// ---- invitations ------------------------------------------------------------------------------------------------------------------

const staffRoles = v.pipe(
  v.array(v.picklist(roles)),
  v.minLength(1),
  v.maxLength(5),
  v.check(list => new Set(list).size === list.length, 'unique'),
)

/**
 * Staff by roles and, if they have a profile, its staffId (the owner's to do); or a patient, guardian or carer by patientId and relation,
 * with the one role `patient`. Without `email` the answer carries a one-time `code` to print.
 */
export const Invite = v.strictObject({
  email: v.optional(address),
  name: text(120),
  roles: staffRoles,
  staffId: v.optional(id),
  patientId: v.optional(id),
  relation: v.optional(v.picklist(relations)),
  /** Language of the mail and of a new account; the clinic's where absent. */
  locale: v.optional(locale),
})
export type Invite = v.InferOutput<typeof Invite>

export const invitationStatuses = ['open', 'accepted', 'revoked', 'expired'] as const
export const Invitation = v.object({
  ...resource,
  email: v.optional(v.string()),
  name: v.string(),
  roles: v.array(v.picklist(roles)),
  staffId: v.optional(v.string()),
  patientId: v.optional(v.string()),
  relation: v.optional(v.picklist(relations)),
  status: v.picklist(invitationStatuses),
  expiresAt: v.string(),
  invitedBy: v.object({ id: v.string(), name: v.string() }),
  acceptedAt: v.optional(v.string()),
  /** To print, shown once, where there is no address. */
  code: v.optional(v.string()),
})
export type Invitation = v.InferOutput<typeof Invitation>
export const InvitationPage = page(Invitation)
export const ListInvitations = v.strictObject({
  ...paging,
  status: v.optional(wordsText(invitationStatuses)),
  patientId: v.optional(id),
  staffId: v.optional(id),
})
export type ListInvitations = v.InferOutput<typeof ListInvitations>

/** What an invitation is, for the page that accepts it. `account`: whether its address has an account whose password is asked for. */
export const LookInvitation = v.strictObject({ token: linkOrCode })
export const InvitationFace = v.object({
  clinicName: v.string(),
  name: v.string(),
  roles: v.array(v.picklist(roles)),
  relation: v.optional(v.picklist(relations)),
  locale: v.string(),
  email: v.optional(v.string()),
  /** `known`: sign in with the password of that address. `new`: choose a password. `unknown`: a printed code, the address is asked for. */
  account: v.picklist(['known', 'new', 'unknown']),
})
export type InvitationFace = v.InferOutput<typeof InvitationFace>

/**
 * By the signed-in account where a bearer token is sent; else `password` is the existing account's, or the new one's. A printed code needs
 * an `email` too, and is answered `confirm_by_mail` whether that address is known or not: the mail finishes it.
 */
export const AcceptInvitation = v.strictObject({
  token: linkOrCode,
  password: v.optional(password),
  email: v.optional(address),
})
export type AcceptInvitation = v.InferOutput<typeof AcceptInvitation>
export const AcceptAnswer = v.union([TokenSession, MfaRequired, ConfirmByMail])

// ---- members ----------------------------------------------------------------------------------------------------------------------

export const Member = v.object({
  ...resource,
  account: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  roles: v.array(v.picklist(roles)),
  staffId: v.optional(v.string()),
  patients: v.array(v.object({ patientId: v.string(), relation: v.picklist(relations) })),
  disabled: v.boolean(),
  secondFactor: v.boolean(),
  lastSeenAt: v.optional(v.string()),
})
export type Member = v.InferOutput<typeof Member>
export const MemberPage = page(Member)
export const ListMembers = v.strictObject({
  ...paging,
  role: v.optional(wordsText(roles)),
  disabled: v.optional(flagText),
  patientId: v.optional(id),
})
export type ListMembers = v.InferOutput<typeof ListMembers>
export const ChangeMember = v.strictObject({
  roles: v.optional(staffRoles),
  disabled: v.optional(v.boolean()),
  staffId: v.optional(v.nullable(id)),
})
export type ChangeMember = v.InferOutput<typeof ChangeMember>

// ---- patients of a public page ----------------------------------------------------------------------------------------------------

/** Whoever registers becomes a new patient of the clinic; nothing is matched with a record that is there. */
export const RegisterAtClinic = v.strictObject({
  name: text(200),
  birthDate: v.optional(date),
  phone: v.optional(phone),
  email: address,
  password,
})
export type RegisterAtClinic = v.InferOutput<typeof RegisterAtClinic>
