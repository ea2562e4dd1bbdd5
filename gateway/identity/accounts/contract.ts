import * as v from 'valibot'
import { country, currency, date, locale, name, phone, zone } from '#shared/input/text'
import { address, ignoredPassword, password, token } from '../fields.ts'

export const RegisterClinic = v.strictObject({
  clinic: v.strictObject({ name: name(120), timezone: zone, country, currency, locale }),
  owner: v.strictObject({ name: name(120), email: address, password: ignoredPassword }),
})
export type RegisterClinic = v.InferOutput<typeof RegisterClinic>

export const ConfirmByMail = v.object({ status: v.literal('confirm_by_mail') })

export type ConfirmByMail = v.InferOutput<typeof ConfirmByMail>

/** `password` where the address has no account yet; one that is there keeps its own. */
export const Confirm = v.strictObject({ token, password: v.optional(password) })
export type Confirm = v.InferOutput<typeof Confirm>

export const ForgotPassword = v.strictObject({ email: address })

export const SentIfKnown = v.object({ status: v.literal('sent_if_known') })

export type SentIfKnown = v.InferOutput<typeof SentIfKnown>

export const ResetPassword = v.strictObject({ token, password })

export const ChangePassword = v.strictObject({ current: password, next: password })
export type ChangePassword = v.InferOutput<typeof ChangePassword>

/** Whoever registers becomes a new patient of the clinic; nothing is matched with a record that is there. */
export const RegisterAtClinic = v.strictObject({
  name: name(200),
  birthDate: v.optional(date),
  phone: v.optional(phone),
  email: address,
  password: ignoredPassword,
})
export type RegisterAtClinic = v.InferOutput<typeof RegisterAtClinic>
