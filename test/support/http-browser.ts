import { Secret, TOTP } from 'otpauth'
import type { Account } from './accounts.ts'
import { must } from './clinic-fixture.ts'
import type { App, Reply } from './harness.ts'

/** Signing in the way a browser does: cookies are kept, and each person has an address of its own, so that no test is in another's way. */

let addresses = 0
export const anAddress = () => `203.0.${Math.floor(++addresses / 250)}.${addresses % 250}`

export function aBrowser(app: App, address = anAddress()) {
  const cookies = new Map<string, string>()

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const reply = await app.send(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        'cf-connecting-ip': address,
        ...(cookies.size > 0 ? { cookie: [...cookies].map(pair => pair.join('=')).join('; ') } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (line.includes('Max-Age=0')) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return reply
  }
  const post = (path: string, body?: unknown, headers?: Record<string, string>) => send('POST', path, body, headers)

  return {
    cookies,
    send,
    post,
    signIn: ({ email, password }: Pick<Account, 'email' | 'password'>) => post('/api/auth/login', { email, password }),
    refresh: () => post('/api/auth/refresh'),
    /** Ask with this access token. */
    with:
      (token: string) =>
      (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
        send(method, path, body, { authorization: `Bearer ${token}`, ...headers }),
  }
}

export type Browser = ReturnType<typeof aBrowser>

/** An authenticator app that has scanned the secret. `later` steps of 30 s: a code counts once, and the next is half a minute away. */
export function anAuthenticator(secret: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (later = 0) => totp.generate({ timestamp: Date.now() + later * 30_000 })
}

/** Let so many steps of 30 s have passed since the account's last code: tests do not wait for the clock. */
export async function passSteps(app: App, accountId: string, steps = 3): Promise<void> {
  const db = app.database('gateway')
  await db
    .prepare('UPDATE second_factor SET last_step = last_step - ? WHERE account_id = ?')
    .bind(steps, accountId)
    .run()
}

/** Turn the second factor on for whoever has this token. @returns the authenticator and the recovery codes. */
export async function turnOn(browser: Browser, token: string) {
  const ask = browser.with(token)
  const { secret } = must(await ask('POST', '/api/auth/mfa/totp'))
  const codes = anAuthenticator(secret)
  const { recoveryCodes } = must(await ask('POST', '/api/auth/mfa/totp/confirm', { code: codes() }))
  return { codes, recoveryCodes: recoveryCodes as string[] }
}
