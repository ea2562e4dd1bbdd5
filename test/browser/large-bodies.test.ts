import { expect, inject, test } from 'vitest'
import { curlBody, largeBodies } from '../support/curl.ts'

/** Behind the web app's own server, which passes no answer on before the gateway has taken the body. */

test.each(largeBodies)('a body of $what is answered 413 within two seconds', async ({ bytes, headers }) => {
  const { status, seconds, code } = await curlBody(`${inject('url')}/api/auth/login`, bytes, headers)
  expect([status, code]).toEqual([413, 'too_large'])
  expect(seconds).toBeLessThan(2)
})
