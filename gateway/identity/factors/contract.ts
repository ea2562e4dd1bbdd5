import * as v from 'valibot'
import { code, mfaToken } from '../fields.ts'
import { TokenSession } from '../sessions/contract.ts'

export const LoginMfa = v.strictObject({ mfaToken, code })

export const LoginMfaSetup = v.strictObject({ mfaToken })

/** A secret to scan: `uri` is an otpauth:// address, `secret` the same in base32 for typing. Nothing holds until a code confirms it. */
export const TotpSecret = v.object({ secret: v.string(), uri: v.string() })
export type TotpSecret = v.InferOutput<typeof TotpSecret>

export const MfaCode = v.strictObject({ code })

const shownOnce = {
  recoveryCodes: v.array(v.string()),
  /** To print and keep apart, where nobody else can help: at sign-in it switches the second factor off. */
  printedCode: v.optional(v.string()),
}

/** Shown once. */
export const RecoveryCodes = v.object(shownOnce)

export type RecoveryCodes = v.InferOutput<typeof RecoveryCodes>

export const MfaState = v.object({
  enabled: v.boolean(),
  since: v.optional(v.string()),
  recoveryCodesLeft: v.number(),
  /** Names of the clinics that require it of this account. */
  requiredBy: v.array(v.string()),
  /** Whether an owner of the clinic can switch it off when it is lost; not for its only owner, nor for who works in several clinics. */
  ownerCanHelp: v.boolean(),
  /** Whether a printed code is kept for the loss. */
  printedCode: v.boolean(),
})
export type MfaState = v.InferOutput<typeof MfaState>

export const MfaSetupDone = v.object({ ...TokenSession.entries, ...shownOnce })

/** Whether this clinic requires a second factor of its staff. */
export const SecondFactorPolicy = v.strictObject({ requireSecondFactor: v.boolean() })
export type SecondFactorPolicy = v.InferOutput<typeof SecondFactorPolicy>
