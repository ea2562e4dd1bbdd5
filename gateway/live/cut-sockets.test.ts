import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { env } from '../../test/verbs/env.ts'
import { randomOf } from '../../test/verbs/random.ts'
import type { Frame } from './contract.ts'
import type { Viewer } from './viewer.ts'

/**
 * Whoever sits at the channel shows what there is, whenever its socket was cut: by the object, by the object's sleep or end, or on the way. The
 * clinic is a table of versions; a screen asks for what it is told of, and for everything where it is told so.
 */

/** `LIVE_SEEDS=200` for a longer run. */
const seeds = Array.from({ length: Number(env.LIVE_SEEDS) }, (_, i) => i + 1)
const patients = ['pat-1', 'pat-2', 'pat-3']

const viewerOf = (accountId: string, standsFor: string[]): Viewer => ({
  accountId,
  sessionId: `ses-${accountId}`,
  roles: standsFor.length > 0 ? ['patient'] : ['receptionist'],
  patients: standsFor,
  recordClosed: [],
  until: Date.now() + 600_000,
})

type Stub = ReturnType<typeof env.LIVE.getByName>

function aClinic(name: string) {
  const live: Stub = env.LIVE.getByName(name)
  const versions = new Map<string, number>()
  const write = (ids: string[]) => {
    for (const id of ids) versions.set(id, (versions.get(id) ?? 0) + 1)
    return live.announce(ids.map(id => ({ clinicId: name, object: 'patient' as const, id, patientIds: [id] })))
  }
  return { live, versions, write }
}

/** A tab: what it shows, and its socket. */
function aScreen({ live, versions }: ReturnType<typeof aClinic>, viewer: Viewer) {
  const began = Date.now()
  const mine = () => [...versions].filter(([id]) => viewer.patients.length === 0 || viewer.patients.includes(id))
  let shown = new Map(mine())
  let last: number | undefined
  let socket: WebSocket | undefined
  let answered: () => void = () => undefined
  let reboots = 0

  function take(frame: Frame): void {
    last = frame.seq
    if (frame.type === 'reboot') {
      reboots += 1
      shown = new Map(mine())
    }
    if (frame.type === 'changed') {
      for (const { id } of frame.items) shown.set(id, versions.get(id) ?? 0)
    }
    answered()
  }

  async function open(): Promise<void> {
    const ticket = crypto.randomUUID()
    const seq = await live.admit(ticket, viewer, began)
    const { webSocket } = await live.fetch('http://live/', {
      headers: { upgrade: 'websocket', 'x-live-ticket': ticket },
    })
    if (!webSocket) throw new Error('refused')
    const opened = webSocket
    socket = opened
    opened.addEventListener('message', ({ data }) => {
      if (socket === opened) take(JSON.parse(String(data)))
    })
    opened.addEventListener('close', () => {
      if (socket === opened) socket = undefined
    })
    opened.accept()
    const first = new Promise<void>(resolve => {
      answered = resolve
    })
    opened.send(JSON.stringify({ type: 'hello', since: last ?? seq }))
    await first
  }

  /** Cut on the way: this end hears nothing any more, the object does not know. */
  const lose = () => {
    socket = undefined
  }
  const close = () => {
    socket?.close()
    socket = undefined
  }
  return {
    viewer,
    mine,
    open,
    lose,
    close,
    isOpen: () => socket !== undefined,
    shown: () => shown,
    reboots: () => reboots,
  }
}

const sorted = (versions: Iterable<[string, number]>) => [...versions].toSorted(([a], [b]) => a.localeCompare(b))

test.each(seeds)(
  'seed %i: however it was cut, a screen shows what there is',
  async seed => {
    const number = randomOf(seed)
    const random = (below: number) => Math.floor(number() * below)
    const clinic = aClinic(`cln-${crypto.randomUUID()}`)
    await clinic.write(patients)
    const screens = [aScreen(clinic, viewerOf('acc-desk', [])), aScreen(clinic, viewerOf('acc-patient', ['pat-2']))]
    // Between a page's first answers and its ticket something changes, too.
    await clinic.write(['pat-2'])
    const writes: Promise<void>[] = []
    const steps: (() => unknown)[] = [
      () => writes.push(clinic.write(patients.filter(() => random(2) === 0))),
      () => clinic.write([`pat-${random(3) + 1}`]),
      () => clinic.live.end(screens[random(2)]?.viewer.accountId ?? ''),
      () =>
        evictDurableObject(clinic.live, { webSockets: random(2) === 0 ? 'close' : 'hibernate' }).catch(() => undefined),
      () => screens[random(2)]?.lose(),
      () => screens[random(2)]?.close(),
      () => Promise.all(screens.map(screen => (screen.isOpen() ? undefined : screen.open()))),
      () => new Promise(resolve => setTimeout(resolve, random(70))),
    ]
    for (let step = 0; step < 12; step++) await steps[random(steps.length)]?.()
    await Promise.all(writes)
    // The last frame of those that stayed open. Whoever notices only now that its socket is closed comes back, as a tab does.
    await clinic.write(['pat-2'])
    await expect
      .poll(async () => {
        for (const screen of screens) {
          if (!screen.isOpen()) await screen.open()
        }
        return screens.map(screen => sorted(screen.shown()))
      })
      .toEqual(screens.map(screen => sorted(screen.mine())))
    for (const screen of screens) screen.close()
  },
  20_000,
)

describe('what is remembered', () => {
  test('ends after so many changes: who missed more asks everything again', async () => {
    const clinic = aClinic(`cln-${crypto.randomUUID()}`)
    await clinic.write(patients)
    const screen = aScreen(clinic, viewerOf('acc-desk', []))
    await screen.open()
    screen.lose()
    await clinic.write(Array.from({ length: 501 }, (_, n) => `pat-${n + 1}`))
    await screen.open()
    expect(screen.reboots()).toBe(1)
    expect(sorted(screen.shown())).toEqual(sorted(screen.mine()))
    screen.close()
  })
})
