import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'

/**
 * What identity must be able to read again is kept under AES-GCM, bound to whose it is: a copied row opens nothing elsewhere.
 * `<key id>.<nonce>.<ciphertext>`; without a key id it is from before there were keys by purpose, that is of key `0`.
 */

const imported = ({ key }: PurposeKey) => crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])

export async function seal(env: KeySource, owner: string, plain: Uint8Array): Promise<string> {
  const [current] = keysOf(env, 'second_factor')
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = Buffer.from(owner)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await imported(current), plain)
  const parts = [Buffer.from(iv).toString('base64url'), Buffer.from(sealed).toString('base64url')]
  return (current.id === '0' ? parts : [current.id, ...parts]).join('.')
}

/** Undefined where it was sealed under a key that is gone, or for another owner. */
export async function unseal(env: KeySource, owner: string, sealed: string): Promise<Uint8Array | undefined> {
  const parts = sealed.split('.')
  const [id, iv = '', text = ''] = parts.length === 3 ? parts : ['0', ...parts]
  const key = keysOf(env, 'second_factor').find(one => one.id === id)
  if (!key) return undefined
  const options = { name: 'AES-GCM', iv: Buffer.from(iv, 'base64url'), additionalData: Buffer.from(owner) }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(options, await imported(key), Buffer.from(text, 'base64url')))
  } catch {
    return undefined
  }
}
