import * as v from 'valibot'
import { id, locale, name, page, paging, resource, wordsText } from '#shared/input/text'
import { roles } from '#shared/permissions'
import { ConfirmByMail } from '../accounts/contract.ts'
import { address, linkOrCode, password, staffRoles } from '../fields.ts'
import { relations } from '../relations/schema.ts'
import { MfaRequired, TokenSession } from '../sessions/contract.ts'

/**
 * Staff by roles and, if they have a profile, its staffId (the owner's to do); or a patient, guardian or carer by patientId and relation,
 * with the one role `patient`. Without `email` the answer carries a one-time `code` to print.
 */
export const Invite = v.strictObject({
  email: v.optional(address),
  name: name(120),
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
 * By the signed-in account where a bearer token is sent; else `password` is the existing account's, or the new one's. A printed code, as
 * `code` or as `token`, needs an `email`, and is answered `confirm_by_mail` whether that address is known or not: a password sent along is
 * thrown away, for the mail proves the address first and its link asks for one.
 */
export const AcceptInvitation = v.strictObject({
  token: v.optional(linkOrCode),
  code: v.optional(linkOrCode),
  password: v.optional(password),
  email: v.optional(address),
})
export type AcceptInvitation = v.InferOutput<typeof AcceptInvitation>

export const AcceptAnswer = v.union([TokenSession, MfaRequired, ConfirmByMail])
