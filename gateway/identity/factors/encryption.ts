import { createHmac } from 'node:crypto'

/** What identity must be able to read again is kept under AES-GCM, bound to whose it is: a copied row opens nothing elsewhere. */

type Secret = Pick<GatewayEnv, 'REFRESH_SECRET'>

/** A key of its own for each purpose, derived from the one secret. */
export function derivedKey({ REFRESH_SECRET }: Secret, purpose: string): Buffer {
  return createHmac('sha256', REFRESH_SECRET).update(`smart-healthcare/${purpose}`).digest()
}

const keyOf = (env: Secret) =>
  crypto.subtle.importKey('raw', derivedKey(env, 'second-factor'), 'AES-GCM', false, ['encrypt', 'decrypt'])

export async function seal(env: Secret, owner: string, plain: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = Buffer.from(owner)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await keyOf(env), plain)
  return `${Buffer.from(iv).toString('base64url')}.${Buffer.from(sealed).toString('base64url')}`
}

/** Undefined where it was sealed under another secret or for another owner. */
export async function unseal(env: Secret, owner: string, sealed: string): Promise<Uint8Array | undefined> {
  const [iv = '', text = ''] = sealed.split('.')
  const options = { name: 'AES-GCM', iv: Buffer.from(iv, 'base64url'), additionalData: Buffer.from(owner) }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(options, await keyOf(env), Buffer.from(text, 'base64url')))
  } catch {
    return undefined
  }
}
