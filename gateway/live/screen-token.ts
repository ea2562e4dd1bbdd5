import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What opens a waiting-room screen: `<clinic id>.<screen id>.<signature>`. Nothing of it is stored; the screen's row is looked for each
 * time, so that taking the screen back ends it.
 */

function signatureOf(secret: string, named: string): string {
  // The words before it keep this apart from everything else that the secret signs.
  return createHmac('sha256', secret).update(`waiting-room screen ${named}`).digest('base64url')
}

export function screenToken(secret: string, clinicId: string, screenId: string): string {
  const named = `${clinicId}.${screenId}`
  return `${named}.${signatureOf(secret, named)}`
}

/** The screen that a bearer token names; undefined for what was not signed here. */
export function presentedScreen(
  secret: string,
  header: string | undefined,
): { clinicId: string; screenId: string } | undefined {
  const match = /^Bearer (([A-Za-z0-9-]{1,64})\.(scr-[0-9a-f-]{36}))\.([\w-]{43})$/.exec(header ?? '')
  if (!match) return undefined
  const [, named = '', clinicId = '', screenId = '', signature = ''] = match
  const right = Buffer.from(signatureOf(secret, named))
  return timingSafeEqual(right, Buffer.from(signature)) ? { clinicId, screenId } : undefined
}
