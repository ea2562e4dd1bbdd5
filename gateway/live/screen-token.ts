import { createHmac, timingSafeEqual } from 'node:crypto'
import { type KeySource, keysOf, type PurposeKey } from '../keys/purpose-keys.ts'

/**
 * What opens a waiting-room screen: `<clinic id>.<screen id>.<signature>`. Nothing of it is stored; the screen's row is looked for each
 * time, so that taking the screen back ends it.
 */

function signatureOf({ key }: PurposeKey, named: string): string {
  return createHmac('sha256', key).update(`waiting-room screen ${named}`).digest('base64url')
}

export function screenToken(env: KeySource, clinicId: string, screenId: string): string {
  const named = `${clinicId}.${screenId}`
  return `${named}.${signatureOf(keysOf(env, 'screen')[0], named)}`
}

/** The screen that a bearer token names; undefined for what was not signed here. */
export function presentedScreen(
  env: KeySource,
  header: string | undefined,
): { clinicId: string; screenId: string } | undefined {
  const match = /^Bearer (([A-Za-z0-9-]{1,64})\.(scr-[0-9a-f-]{36}))\.([\w-]{43})$/.exec(header ?? '')
  if (!match) return undefined
  const [, named = '', clinicId = '', screenId = '', signature = ''] = match
  const given = Buffer.from(signature)
  const right = keysOf(env, 'screen').some(key => timingSafeEqual(Buffer.from(signatureOf(key, named)), given))
  return right ? { clinicId, screenId } : undefined
}
