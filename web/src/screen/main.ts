import type { ScreenFace } from '../../../workers/appointment/queue-contract.ts'
import { chime, soundAgain, soundIsOn, switchSound } from './call-sound.ts'
import { texts, type Word } from './texts.ts'

/** The waiting room's television: numbers and rooms, nobody's name. Runs for days; what it knows it asks again every few seconds. */

const everyMs = 4_000
const slowestMs = 30_000
/** A fresh page now and then: a new version, and nothing that piles up. Only while the server answers, and never at the cost of the sound. */
const reloadAfterMs = 6 * 3_600_000

const find = <E extends HTMLElement>(id: string) => document.getElementById(id) as E
const begun = Date.now()
const token = location.hash.slice(1)

let face: ScreenFace | null = null
let lostSince: number | null = null
let ended: Word | null = token ? null : 'noToken'
let failures = 0
/** The clock of the server, which televisions rarely agree with. */
let clockOffset = 0

const language = () => ((face?.locale ?? navigator.language).startsWith('id') ? 'id' : 'en')
const say = (word: Word, values: Record<string, string> = {}) =>
  texts[language()][word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

function clock(at: number): string {
  const timeZone = face?.timezone
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(at)
}

function put(id: string, text: string): void {
  const element = find(id)
  // Written only when it changes: what is said aloud is said once.
  if (element.textContent !== text) element.textContent = text
}

function lines(id: string, texts: readonly string[]): void {
  const list = find(id)
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

function state(): string {
  if (ended) return say(ended)
  return lostSince ? say('reconnecting', { time: clock(lostSince + clockOffset) }) : ''
}

function draw(): void {
  document.documentElement.lang = language()
  document.title = say('title')
  put('state', state())
  put('sound', say(soundIsOn() ? 'soundOn' : 'soundOff'))
  find('sound').setAttribute('aria-pressed', String(soundIsOn()))
  put('clock', face ? clock(Date.now() + clockOffset) : '')
  document.body.classList.toggle('is-ended', ended !== null)
  document.body.classList.toggle('is-empty', face === null)
  if (!face) return
  const [first, ...others] = face.called
  const where = (one: { room?: string | undefined }) => (one.room ? say('toRoom', { room: one.room }) : say('toDesk'))
  put('call-words', first ? say('call') : say('nobody'))
  put('number', first ? String(first.number) : '')
  put('room', first ? where(first) : say('nobodyHelp'))
  put('before-words', others.length > 0 ? say('before') : '')
  lines(
    'before',
    others.slice(0, 4).map(one => `${one.number} · ${where(one)}`),
  )
  put('next-words', face.next.length > 0 ? say('next') : '')
  lines('next', face.next.slice(0, 8).map(String))
  put('waiting', say('waiting', { count: String(face.waiting) }))
}

/** The latest call, and how often: another one is a new call. */
const callOf = (shown: ScreenFace | null) =>
  shown?.called[0] ? `${shown.called[0].number} ${shown.called[0].callCount} ${shown.called[0].calledAt}` : ''

function announce(): void {
  chime()
  const call = find('call')
  call.classList.remove('is-new')
  void call.offsetWidth
  call.classList.add('is-new')
}

function showFace(next: ScreenFace): void {
  const isNew = face !== null && callOf(next) !== '' && callOf(next) !== callOf(face)
  face = next
  clockOffset = Date.parse(next.at) - Date.now()
  lostSince = null
  failures = 0
  draw()
  if (isNew) announce()
}

/** Whether the screen goes on asking. */
async function look(): Promise<boolean> {
  const answer = await fetch('/api/queue/screen', {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null)
  if (answer?.status === 401) {
    ended = 'revoked'
    face = null
    for (const id of ['number', 'room', 'call-words', 'before-words', 'next-words', 'waiting']) put(id, '')
    lines('before', [])
    lines('next', [])
    draw()
    return false
  }
  const body: ScreenFace | null = answer?.ok ? await answer.json().catch(() => null) : null
  if (body) {
    if (Date.now() - begun > reloadAfterMs && !soundIsOn()) location.reload()
    showFace(body)
    return true
  }
  failures += 1
  lostSince ??= Date.now()
  draw()
  return true
}

async function keepLooking(): Promise<void> {
  while (await look()) {
    const pause = Math.min(slowestMs, everyMs * 2 ** Math.min(failures, 4))
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}

/** A television must not fall asleep; the wish is dropped whenever the page is hidden. */
function stayAwake(): void {
  if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined)
}

find('sound').addEventListener('click', () => void switchSound().then(draw))
document.addEventListener('visibilitychange', stayAwake)
addEventListener('hashchange', () => location.reload())
setInterval(draw, 1_000)
stayAwake()
soundAgain()
draw()
if (token) void keepLooking()
