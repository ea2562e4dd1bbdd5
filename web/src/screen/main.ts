import type { ScreenView } from '../../../workers/appointment/queue/screens/contract.ts'
import { playCallSound, restoreSound, soundIsOn, toggleSound } from './call-sound.ts'
import { texts, type Word } from './texts.ts'

/**
 * The waiting room's television: numbers and rooms, never a name. Runs for days, and requests the queue when the live channel says that it has changed;
 * without a socket every few seconds.
 */

const intervalMs = 4_000
/** With a socket: whether the screen was taken back, and for a fresh page. */
const liveIntervalMs = 5 * 60_000
const maxIntervalMs = 30_000
/** A fresh page now and then: a new version, and nothing that piles up. Only while the server answers, and never at the cost of the sound. */
const reloadAfterMs = 6 * 3_600_000

const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E
const startedAt = Date.now()
const token = location.hash.slice(1)

let board: ScreenView | null = null
let disconnectedAt: number | null = null
let endReason: Word | null = token ? null : 'noToken'
let failures = 0
let isLive = false
/** Whether something changed since the last request began. */
let isStale = false
let endPause = () => {}
/** The clock of the server, which televisions rarely agree with. */
let clockOffset = 0

const language = () => ((board?.locale ?? navigator.language).startsWith('id') ? 'id' : 'en')
const textFor = (word: Word, values: Record<string, string> = {}) =>
  texts[language()][word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

function clock(at: number): string {
  const timeZone = board?.timezone
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(at)
}

function setText(id: string, text: string): void {
  const element = byId(id)
  // Written only when it changes: what is said aloud is said once.
  if (element.textContent !== text) element.textContent = text
}

function setLines(id: string, texts: readonly string[]): void {
  const list = byId(id)
  if (list.dataset.shown === texts.join('|')) return
  list.dataset.shown = texts.join('|')
  list.replaceChildren(
    ...texts.map(text => {
      const line = document.createElement('li')
      line.textContent = text
      return line
    }),
  )
}

function statusLine(): string {
  if (endReason) return textFor(endReason)
  return disconnectedAt ? textFor('reconnecting', { time: clock(disconnectedAt + clockOffset) }) : ''
}

function draw(): void {
  document.documentElement.lang = language()
  document.title = textFor('title')
  setText('state', statusLine())
  setText('sound', textFor(soundIsOn() ? 'soundOn' : 'soundOff'))
  byId('sound').setAttribute('aria-pressed', String(soundIsOn()))
  setText('clock', board ? clock(Date.now() + clockOffset) : '')
  document.body.classList.toggle('is-ended', endReason !== null)
  document.body.classList.toggle('is-empty', board === null)
  if (!board) return
  const [first, ...others] = board.called
  const destination = (one: { room?: string | undefined }) =>
    one.room ? textFor('toRoom', { room: one.room }) : textFor('toDesk')
  setText('call-words', first ? textFor('call') : textFor('nobody'))
  setText('number', first ? String(first.number) : '')
  setText('room', first ? destination(first) : textFor('nobodyHelp'))
  setText('before-words', others.length > 0 ? textFor('before') : '')
  setLines(
    'before',
    others.slice(0, 4).map(one => `${one.number} · ${destination(one)}`),
  )
  setText('next-words', board.next.length > 0 ? textFor('next') : '')
  setLines('next', board.next.slice(0, 8).map(String))
  setText('waiting', textFor('waiting', { count: String(board.waiting) }))
}

/** The latest call, and how often: another one is a new call. */
const latestCall = (shown: ScreenView | null) =>
  shown?.called[0] ? `${shown.called[0].number} ${shown.called[0].callCount} ${shown.called[0].calledAt}` : ''

function announce(): void {
  playCallSound()
  const call = byId('call')
  call.classList.remove('is-new')
  void call.offsetWidth
  call.classList.add('is-new')
}

function showBoard(next: ScreenView): void {
  const isNew = board !== null && latestCall(next) !== '' && latestCall(next) !== latestCall(board)
  board = next
  clockOffset = Date.parse(next.at) - Date.now()
  disconnectedAt = null
  failures = 0
  draw()
  if (isNew) announce()
}

/** Request the queue once; false where the screen must stop requesting. */
async function poll(): Promise<boolean> {
  const answer = await fetch('/api/queue/screen', {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null)
  if (answer?.status === 401) {
    endReason = 'revoked'
    board = null
    for (const id of ['number', 'room', 'call-words', 'before-words', 'next-words', 'waiting']) setText(id, '')
    setLines('before', [])
    setLines('next', [])
    draw()
    return false
  }
  const body: ScreenView | null = answer?.ok ? await answer.json().catch(() => null) : null
  if (body) {
    if (Date.now() - startedAt > reloadAfterMs && !soundIsOn()) location.reload()
    showBoard(body)
    return true
  }
  failures += 1
  disconnectedAt ??= Date.now()
  draw()
  return true
}

async function pollForever(): Promise<void> {
  for (;;) {
    isStale = false
    if (!(await poll())) return
    if (isStale) continue
    const pause = isLive ? liveIntervalMs : Math.min(maxIntervalMs, intervalMs * 2 ** Math.min(failures, 4))
    await new Promise<void>(resolve => {
      endPause = resolve
      setTimeout(resolve, pause)
    })
  }
}

/** Request anew, at once or as soon as what is being requested is there. */
function wake(): void {
  isStale = true
  endPause()
}

/** Be told when the queue changes. What was missed without a socket is requested as soon as there is one. */
function listen(): void {
  if (endReason) return
  const url = new URL('/api/live', location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const socket = new WebSocket(url, ['live.v1', `screen.${token}`])
  socket.onopen = () => {
    isLive = true
    wake()
  }
  socket.onmessage = () => wake()
  socket.onclose = () => {
    if (isLive) wake()
    isLive = false
    setTimeout(listen, intervalMs * (1 + Math.random()))
  }
}

/** Keep the television's screen on; browsers release the lock whenever the page is hidden. */
function keepScreenOn(): void {
  if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined)
}

byId('sound').addEventListener('click', () => void toggleSound().then(draw))
document.addEventListener('visibilitychange', keepScreenOn)
addEventListener('hashchange', () => location.reload())
setInterval(draw, 1_000)
keepScreenOn()
restoreSound()
draw()
if (token) {
  void pollForever()
  listen()
}
