import type { Frame, LiveItem } from '../../gateway/live/contract.ts'
import { must } from './clinic-fixture.ts'
import type { App, Person } from './harness.ts'

/** A client of the live channel, as another program would write one. */

export interface LiveClient {
  socket: WebSocket
  frames: Frame[]
  /** Everything that changed, as told so far. */
  items(): LiveItem[]
  /** The code with which the socket was closed. */
  closed: Promise<number>
  /** The first frame that fits; fails after five seconds. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame>
  hello(since?: number): void
}

export async function ticketOf(person: Pick<Person, 'ask'>): Promise<string> {
  return must(await person.ask('POST', '/api/live/ticket')).ticket
}

/** Open a socket with this ticket. @throws where it is refused. */
export const connect = (app: App, ticket: string, headers: Record<string, string> = {}) =>
  connectBy(app, `ticket.${ticket}`, headers)

/** Open a socket with what stands beside the channel's name. @throws where it is refused. */
export async function connectBy(app: App, proof: string, headers: Record<string, string> = {}): Promise<LiveClient> {
  const url = new URL('/api/live', app.url)
  url.protocol = 'ws:'
  // Node's own takes headers, too, which the types of a browser's do not know.
  const init = { protocols: ['live.v1', proof], headers } as unknown as string[]
  const socket = new WebSocket(url, init)
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  socket.onmessage = ({ data }) => {
    if (data === 'pong') return
    frames.push(JSON.parse(String(data)))
    for (const look of waiting) look()
  }
  const closed = new Promise<number>(resolve => {
    socket.onclose = ({ code }) => resolve(code)
  })
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('the socket was refused'))
  })
  return {
    socket,
    frames,
    closed,
    items: () => frames.flatMap(frame => (frame.type === 'changed' ? frame.items : [])),
    frame: fits =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no such frame among ${JSON.stringify(frames)}`)), 5_000)
        const look = () => {
          const found = frames.find(fits)
          if (!found) return
          clearTimeout(late)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    hello: since => socket.send(JSON.stringify({ type: 'hello', ...(since === undefined ? {} : { since }) })),
  }
}

/** Signed in to the channel as this person. */
export const joined = async (app: App, person: Pick<Person, 'ask'>) => connect(app, await ticketOf(person))
