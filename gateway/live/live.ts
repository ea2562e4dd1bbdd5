import { DurableObject } from 'cloudflare:workers'
import * as v from 'valibot'
import type { Changed } from '#shared/database/ledger'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'
import { announcing } from './announce.ts'
import { type ClinicRegion, systemIn } from './clinic-alarm.ts'
import { closeCodes, type Frame, Said, subprotocol } from './contract.ts'
import { catchUp, History } from './history.ts'
import { seenOf, seesOwnAlone, type Viewer } from './viewer.ts'

/** Milliseconds until an effort that failed is repeated; the sweep would come after a minute, too. */
const again = 30_000
/** Milliseconds for which changes are gathered into one frame. */
const gatherMs = 60
/** Milliseconds for which a ticket may be used. */
const ticketLife = 30_000
/** Sockets of one account: so many tabs and devices has nobody. The oldest goes. */
const mostSockets = 20
/** What a client may say: so many characters, so often in ten seconds. */
const mostSaid = { characters: 4_096, times: 30, ms: 10_000 }

/** What is kept with a socket, so that it survives the object's sleep. */
interface Attached {
  viewer: Viewer
  opened: number
}

/** What lives at one clinic beside its data, one object per clinic: its clock, and the sockets that are told of every change. */
export class Live extends DurableObject<GatewayEnv> {
  #history = new History(this.ctx.storage.sql)
  /** The number up to which all sockets have been told. What an earlier life of this object left untold goes with the next frame. */
  #told = this.ctx.storage.kv.get<number>('told') ?? 0
  #flushing: Promise<void> | undefined
  #said = new Map<WebSocket, { since: number; times: number }>()

  constructor(state: DurableObjectState, env: GatewayEnv) {
    super(state, env)
    // Answered without waking the object.
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Wake at this instant, or earlier if it was to wake earlier anyway. */
  async wakeAt(region: ClinicRegion, at: number): Promise<void> {
    await this.ctx.storage.put('place', region)
    const due = await this.ctx.storage.get<number>('offersDue')
    if (due === undefined || at < due) await this.ctx.storage.put('offersDue', at)
    await this.#wakeBy(at)
  }

  async #wakeBy(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
  }

  /** Do what is due at the clinic, and set the clock for what comes next. */
  override async alarm(): Promise<void> {
    const at = Date.now()
    this.#closeExpired(at)
    const region = await this.ctx.storage.get<ClinicRegion>('place')
    const due = await this.ctx.storage.get<number>('offersDue')
    if (!region || due === undefined || due > at) return this.#wakeAgain(due)
    await this.ctx.storage.delete('offersDue')
    const { APPOINTMENT } = announcing(this.env as unknown as GatewayBindings, work => this.ctx.waitUntil(work))
    try {
      const outcome = await APPOINTMENT['waitlist.offer_freed_slots'](systemIn(region, at))
      if (!outcome.ok) throw new Error(outcome.code)
      if (outcome.value.next) await this.wakeAt(region, Date.parse(outcome.value.next))
    } catch (error) {
      log('live.alarm_failed', { clinicId: region.clinicId, ...thrown(error) })
      await this.wakeAt(region, at + again)
    }
    await this.#wakeAgain(await this.ctx.storage.get<number>('offersDue'))
  }

  /** For what is due at the waitlist, and for the first socket whose time is over. */
  async #wakeAgain(due: number | undefined): Promise<void> {
    const ends = this.#sockets().map(({ viewer }) => viewer.until)
    const next = Math.min(...ends, due ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(next)) await this.#wakeBy(next)
  }

  /** Let this ticket open a socket for this viewer, once and soon. @returns the number of the view as it was at the instant `seen`. */
  async admit(ticket: string, viewer: Viewer, seen: number): Promise<number> {
    const old = await this.ctx.storage.list<{ at: number }>({ prefix: 'ticket ' })
    const late = [...old].flatMap(([key, { at }]) => (Date.now() - at > ticketLife ? [key] : []))
    if (late.length > 0) await this.ctx.storage.delete(late)
    await this.ctx.storage.put(`ticket ${ticket}`, { viewer, at: Date.now() })
    const number = Math.min(this.#told, this.#history.numberAt(seen))
    return seesOwnAlone(viewer) ? this.#history.nextOwn(viewer.accountId, number) : number
  }

  /** The upgrade of whoever has a ticket; 401 for any other. */
  override async fetch(request: Request): Promise<Response> {
    const ticket = request.headers.get('x-live-ticket') ?? ''
    const key = `ticket ${ticket}`
    const found = await this.ctx.storage.get<{ viewer: Viewer; at: number }>(key)
    if (!found || !(await this.ctx.storage.delete(key)) || Date.now() - found.at > ticketLife) {
      return new Response(null, { status: 401 })
    }
    const { viewer } = found
    const own = this.#sockets()
      .filter(one => one.viewer.accountId === viewer.accountId)
      .toSorted((a, b) => a.opened - b.opened)
    for (const { socket } of own.slice(0, Math.max(0, own.length - mostSockets + 1))) {
      socket.close(closeCodes.tooMany, 'too many sockets')
    }
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server, [viewer.sessionId])
    server.serializeAttachment({ viewer, opened: Date.now() } satisfies Attached)
    await this.#wakeBy(viewer.until)
    return new Response(null, { status: 101, webSocket: client, headers: { 'sec-websocket-protocol': subprotocol } })
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const { viewer } = socket.deserializeAttachment() as Attached
    if (typeof message !== 'string' || message.length > mostSaid.characters || this.#saysTooMuch(socket)) {
      socket.close(closeCodes.unreadable, 'not understood')
      return
    }
    const said = v.safeParse(Said, parsed(message))
    if (said.success) this.#catchUp(socket, viewer, said.output.since)
    else socket.close(closeCodes.unreadable, 'not understood')
  }

  /** Closed by the client: the answer lets it go at once. */
  override webSocketClose(socket: WebSocket): void {
    this.#said.delete(socket)
    socket.close(1000)
  }

  #saysTooMuch(socket: WebSocket): boolean {
    const now = Date.now()
    const before = this.#said.get(socket)
    const said = before && now - before.since < mostSaid.ms ? before : { since: now, times: 0 }
    said.times += 1
    this.#said.set(socket, said)
    return said.times > mostSaid.times
  }

  /** Tell somebody who has come what it missed. What is still being gathered comes with the next frame, to all. */
  #catchUp(socket: WebSocket, viewer: Viewer, since: number | undefined): void {
    const newest = this.#told
    const own = seesOwnAlone(viewer)
    const number = (): number => (own ? this.#history.nextOwn(viewer.accountId, newest) : newest)
    const from = own && since !== undefined ? (this.#history.numberOf(viewer.accountId, since) ?? -1) : since
    const what = catchUp(from, this.#history.oldest(), newest)
    const items = what === 'missed' && from !== undefined ? seenOf(viewer, this.#history.between(from, newest)) : []
    if (what === 'reboot') send(socket, { type: 'reboot', seq: number() })
    else if (items.length > 0) send(socket, { type: 'changed', seq: number(), items })
    else send(socket, { type: 'ready', seq: own && since !== undefined ? since : number() })
  }

  /** Tell everybody who may know what has changed. Answered when the frame has gone out, so that this object does not sleep in between. */
  announce(changed: Changed[]): Promise<void> {
    this.#history.add(changed, Date.now())
    this.#flushing ??= scheduler.wait(gatherMs).then(() => this.#flush())
    return this.#flushing
  }

  #flush(): void {
    this.#flushing = undefined
    const newest = this.#history.newest()
    const changed = this.#history.between(this.#told, newest)
    this.#told = newest
    this.ctx.storage.kv.put('told', newest)
    const numbers = new Map<string, number>()
    const ownOf = (accountId: string) => {
      const number = numbers.get(accountId) ?? this.#history.nextOwn(accountId, newest)
      numbers.set(accountId, number)
      return number
    }
    const at = Date.now()
    for (const { socket, viewer } of this.#sockets()) {
      if (viewer.until <= at) continue
      const items = seenOf(viewer, changed)
      if (items.length === 0) continue
      send(socket, { type: 'changed', seq: seesOwnAlone(viewer) ? ownOf(viewer.accountId) : newest, items })
    }
  }

  /** A session goes on: its sockets with it, with the rights of now. */
  async renew(viewer: Viewer): Promise<void> {
    for (const socket of this.ctx.getWebSockets(viewer.sessionId)) {
      const { opened } = socket.deserializeAttachment() as Attached
      socket.serializeAttachment({ viewer, opened } satisfies Attached)
    }
    await this.#wakeAgain(await this.ctx.storage.get<number>('offersDue'))
  }

  /** A session has ended, or what an account may has changed: its sockets close at once. Whoever still may comes back. */
  async end(accountId: string, sessionId?: string): Promise<void> {
    const isEnded = (viewer: Viewer) =>
      viewer.accountId === accountId && (sessionId === undefined || viewer.sessionId === sessionId)
    // A ticket that was not used yet opens nothing any more.
    const tickets = await this.ctx.storage.list<{ viewer: Viewer }>({ prefix: 'ticket ' })
    const ended = [...tickets].flatMap(([key, { viewer }]) => (isEnded(viewer) ? [key] : []))
    if (ended.length > 0) await this.ctx.storage.delete(ended)
    for (const { socket, viewer } of this.#sockets()) {
      if (isEnded(viewer)) socket.close(closeCodes.renewed, 'renewed')
    }
  }

  #closeExpired(at: number): void {
    for (const { socket, viewer } of this.#sockets()) {
      if (viewer.until <= at) socket.close(closeCodes.renewed, 'renewed')
    }
  }

  #sockets(): (Attached & { socket: WebSocket })[] {
    return this.ctx.getWebSockets().flatMap(socket => {
      const attached = socket.deserializeAttachment() as Attached | null
      return attached && socket.readyState === WebSocket.OPEN ? [{ socket, ...attached }] : []
    })
  }
}

function send(socket: WebSocket, frame: Frame): void {
  try {
    socket.send(JSON.stringify(frame))
  } catch {
    // Gone in this moment: it will say what it had last when it comes back.
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
