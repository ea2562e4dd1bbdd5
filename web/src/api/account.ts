import { queryOptions } from '@tanstack/react-query'
import type * as v from 'valibot'
import type { MfaState, RecoveryCodes, TotpSecret } from '../../../gateway/identity/factors/contract.ts'
import type { SessionItem } from '../../../gateway/identity/sessions/contract.ts'
import { read, send } from './api.ts'
import { queries } from './query-client.ts'

/** The signed-in account over the API: password, second factor, devices. */
export type Device = v.InferOutput<typeof SessionItem>
export type SecondFactor = v.InferOutput<typeof MfaState>
export type Secret = v.InferOutput<typeof TotpSecret>
export type Codes = RecoveryCodes

export async function changePassword(current: string, next: string): Promise<void> {
  await send('POST', '/api/auth/password', { current, next })
  // The server signs out every other device when the password changes.
  await queries.invalidateQueries({ queryKey: ['devices'] })
}

export const devices = queryOptions({
  queryKey: ['devices'],
  queryFn: async () => (await read<{ items: Device[] }>('/api/auth/sessions?limit=100')).items,
})

export async function endDevice({ id }: Device): Promise<void> {
  try {
    await send('DELETE', `/api/auth/sessions/${id}`)
  } finally {
    await queries.invalidateQueries({ queryKey: ['devices'] })
  }
}

/** End every session but this one. */
export async function endOtherDevices(): Promise<void> {
  try {
    await send('DELETE', '/api/auth/sessions')
  } finally {
    await queries.invalidateQueries({ queryKey: ['devices'] })
  }
}

export const secondFactor = queryOptions({
  queryKey: ['second-step'],
  queryFn: () => read<SecondFactor>('/api/auth/mfa'),
})

async function invalidateSecondFactorAfter<T>(request: Promise<T>): Promise<T> {
  const answer = await request
  await queries.invalidateQueries({ queryKey: ['second-step'] })
  return answer
}

/** A secret to scan; nothing holds until a code of it is confirmed. */
export function newSecret(): Promise<Secret> {
  return send('POST', '/api/auth/mfa/totp')
}

export function confirmSecret(code: string): Promise<Codes> {
  return invalidateSecondFactorAfter(send<Codes>('POST', '/api/auth/mfa/totp/confirm', { code }))
}

export function renewRecoveryCodes(code: string): Promise<Codes> {
  return invalidateSecondFactorAfter(send<Codes>('POST', '/api/auth/mfa/recovery-codes', { code }))
}

export function removeSecondFactor(code: string): Promise<void> {
  return invalidateSecondFactorAfter(send<void>('POST', '/api/auth/mfa/totp/remove', { code }))
}
