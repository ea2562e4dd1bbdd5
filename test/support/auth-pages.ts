import { must } from './clinic-fixture.ts'
import type { App, Reply } from './harness.ts'
import { mailTo } from './mails.ts'

/** The way in as people go it: registering, following mails, signing in, over HTTP. */

/** Its own address, so that no test uses up another's attempts. */
let addresses = 0
export const anAddress = () => `198.51.${Math.floor(++addresses / 250)}.${addresses % 250}`
export const anEmail = () => `${crypto.randomUUID()}@example.test`
export const aPassword = () => `a good one ${crypto.randomUUID()}`

export function authPagesOf(app: App) {
  const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    app.send('POST', path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        'cf-connecting-ip': anAddress(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })

  const ask = (
    accessToken: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    app.send(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })

  const signIn = (email: string, password: string) => post('/api/auth/login', { email, password })

  /** @param more of the owner: a `password` sent along is thrown away. */
  const register = (email: string, name = 'Klinik Baru', more: { password?: string } = {}) =>
    post('/api/auth/register', {
      clinic: { name, timezone: 'Asia/Jakarta', country: 'ID', currency: 'IDR', locale: 'en' },
      owner: { name: 'Rina Wijaya', email, ...more },
    })

  /** Follows a mailed link; without a password where the address has an account. */
  const confirm = (token: string | undefined, password?: string) => post('/api/auth/confirm', { token, password })

  /** A clinic that registered itself, and its owner signed in. */
  async function anOwner() {
    const [email, password] = [anEmail(), aPassword()]
    must(await register(email), 202)
    const { token } = await mailTo(app, email)
    const session = must(await confirm(token, password), 201)
    const { accessToken, membership, account } = session
    return {
      email,
      password,
      accessToken,
      clinicId: membership.clinicId as string,
      accountId: account.id as string,
      ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
        ask(accessToken, method, path, body, headers),
    }
  }

  /** Somebody invited by mail who has accepted with a new account. */
  async function aMember(owner: Awaited<ReturnType<typeof anOwner>>, invitation: Record<string, unknown>) {
    const [email, password] = [anEmail(), aPassword()]
    must(await owner.ask('POST', '/api/auth/invitations', { name: 'Somebody', ...invitation, email }), 201)
    const { token } = await mailTo(app, email)
    const session = must(await post('/api/auth/invitations/accept', { token, password }), 201)
    const { accessToken } = session
    return {
      email,
      password,
      accessToken: accessToken as string,
      session,
      ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
        ask(accessToken, method, path, body, headers),
    }
  }

  return { post, ask, signIn, register, confirm, anOwner, aMember }
}

/** What can be seen of an answer apart from which request it was. */
export function face({ status, headers, body }: Reply) {
  const shown = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name))
  return { status, shown, body: typeof body === 'object' ? { ...body, requestId: '' } : body }
}
