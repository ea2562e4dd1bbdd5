import { useSyncExternalStore } from 'react'
import type { Frame, LiveItem } from '../../../gateway/live/contract.ts'
import { api, call } from '../api/api.ts'
import { queries } from '../api/query-client.ts'
import { isOwnWrite } from './own-writes.ts'
import { keysOfAll, liveRoots } from './query-keys.ts'

/**
 * The socket that tells this tab what has changed at the clinic. Screens ask nothing again while it stands; after half a minute without it they ask
 * every twenty seconds, and the dot in the top bar says so.
 */

export type LiveState = 'connecting' | 'live' | 'away'

/** Milliseconds: the socket is asked whether it lives, and given so long to answer. */
const heartbeat = { every: 25_000, answered: 10_000 }
/** Milliseconds without a socket after which screens ask for themselves, and how often. */
const away = { after: 30_000, every: 20_000 }
/** Milliseconds until a socket that has said nothing yet is given up. */
const patience = 10_000
/** Milliseconds before another attempt, at first and at most. */
const pause = { first: 500, most: 15_000 }

/** Milliseconds that the channel remembers at most. */
const mostAge = 3_600_000

let state: LiveState = 'connecting'
let socket: WebSocket | undefined
let last: number | undefined
let attempts = 0
let heard = 0
let retryTimer: ReturnType<typeof setTimeout> | undefined
let awayTimer: ReturnType<typeof setTimeout> | undefined
let askTimer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function become(next: LiveState): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

/** Begin, once, when somebody is signed in. */
export function startLive(): void {
  if (retryTimer !== undefined || socket) return
  awayTimer = setTimeout(goAway, away.after)
  addEventListener('online', () => retry(0))
  addEventListener('offline', () => socket?.close())
  setInterval(beat, heartbeat.every)
  void connect()
}

async function connect(): Promise<void> {
  retryTimer = undefined
  try {
    // What this page has asked for, it asked for since it began.
    const age = Math.min(mostAge, Math.ceil(performance.now()))
    const { ticket, seq } = await call(api.live.ticket.$post({ query: { age: String(age) } }))
    open(ticket, last ?? seq)
  } catch {
    retry()
  }
}

function open(ticket: string, since: number): void {
  const url = new URL('/api/live', location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const opened = new WebSocket(url, ['live.v1', `ticket.${ticket}`])
  socket = opened
  let isHeard = false
  setTimeout(() => {
    if (!isHeard) opened.close()
  }, patience)
  opened.onopen = () => opened.send(JSON.stringify({ type: 'hello', since }))
  opened.onmessage = ({ data }) => {
    heard = Date.now()
    isHeard = true
    if (data !== 'pong') take(JSON.parse(String(data)) as Frame)
  }
  opened.onclose = () => {
    if (socket !== opened) return
    socket = undefined
    if (state === 'live') {
      become('connecting')
      awayTimer = setTimeout(goAway, away.after)
    }
    retry()
  }
}

function retry(ms = Math.min(pause.most, pause.first * 2 ** attempts) * (0.5 + Math.random())): void {
  if (socket) return
  clearTimeout(retryTimer)
  attempts = ms === 0 ? 0 : attempts + 1
  retryTimer = setTimeout(connect, ms)
}

function goAway(): void {
  become('away')
  askTimer ??= setInterval(askAll, away.every)
}

function comeBack(): void {
  attempts = 0
  clearTimeout(awayTimer)
  clearInterval(askTimer)
  askTimer = undefined
  become('live')
}

/** A socket that does not answer is dead, whatever the browser thinks. */
function beat(): void {
  const asked = socket
  if (asked?.readyState !== WebSocket.OPEN) return
  const since = Date.now()
  asked.send('ping')
  setTimeout(() => {
    if (heard < since) asked.close()
  }, heartbeat.answered)
}

function take(frame: Frame): void {
  const missedFromAway = state === 'away'
  comeBack()
  last = frame.seq
  if (frame.type === 'reboot' || missedFromAway) askAll()
  if (frame.type === 'changed') show(frame.items)
}

/** Ask again for what is on the screen; what is not is asked when somebody looks. */
function show(items: readonly LiveItem[]): void {
  const others = items.filter(({ id }) => !isOwnWrite(id))
  for (const queryKey of keysOfAll(others)) void queries.invalidateQueries({ queryKey })
  const own = items.filter(({ id }) => isOwnWrite(id))
  for (const queryKey of keysOfAll(own)) void queries.invalidateQueries({ queryKey, refetchType: 'none' })
}

function askAll(): void {
  void queries.invalidateQueries({ predicate: ({ queryKey }) => liveRoots.has(queryKey[0]) })
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
