import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor } from '#shared/actor'
import { type KeySource, keysOf } from '../keys/purpose-keys.ts'

/**
 * The tag of an answer, for whom it was made: a client that shows it in If-None-Match has been given just this before, so that 304 discloses
 * nothing. Nobody can make one, and nobody else's is the same.
 */
export function tagsOf(env: KeySource, { accountId, clinicId, roles }: Actor, address: string, text: string): string[] {
  return keysOf(env, 'answer_tag').map(({ key }) => {
    const tag = createHmac('sha256', key)
    for (const part of [accountId, clinicId, roles.join(' '), address, text]) tag.update(`${part.length} ${part}`)
    return `"t-${tag.digest('base64url')}"`
  })
}

/** Whether one of these tags is among those that a client shows. */
export function isShown(tags: string[], header: string | undefined): boolean {
  const shown = (header ?? '').split(',', 20).map(one => Buffer.from(one.trim()))
  return tags.some(tag =>
    shown.some(one => one.length === Buffer.byteLength(tag) && timingSafeEqual(one, Buffer.from(tag))),
  )
}
