import { type Account, aKnownClinic, anAccount } from '../../support/accounts.ts'
import { must } from '../../support/clinic-fixture.ts'
import type { App } from '../../support/harness.ts'
import { aBrowser } from '../../support/http-browser.ts'
import type { Storm } from '../storm.ts'

/**
 * Sixteen strangers sign in without end, each from another address at another account, at the real cost of a hash, and everybody else goes on.
 * The figures hold for a quiet machine: what a slice takes there, a busy one takes several times.
 */

const hostile = 16
const signInsMeasured = 5
/** Milliseconds for which reads are measured, without the storm and in it. */
const measuredMs = { quiet: 5_000, storm: 25_000 }

/** Milliseconds of each: the middle one, and the one that a twentieth of all are slower than. */
function figures(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), most: at(1), count: sorted.length }
}

const told = ({ p50, p95, most, count }: ReturnType<typeof figures>) =>
  `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, at most ${most.toFixed(0)} ms, of ${count}`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Read as somebody who is signed in, twenty times a second, for so long. */
async function reads(app: App, milliseconds: number): Promise<number[]> {
  const person = await app.aClinic().as('receptionist')
  const took: number[] = []
  for (const until = Date.now() + milliseconds; Date.now() < until; ) {
    took.push(await timed(async () => must(await person.ask('GET', '/api/patients?limit=10'))))
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return took
}

async function someone(app: App): Promise<Account> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return anAccount(app, [{ clinicId, roles: ['doctor'] }])
}

export const storm: Storm = {
  name: 'nobody waits for strangers who sign in',
  // The real cost and the real limits; an address of its own for each try meets no limit but the queue.
  vars: { SCRYPT_N: '16384' },
  async run(app, say) {
    const desk = aBrowser(app)
    const account = await someone(app)
    for (let i = 0; i < 2; i++) must(await desk.signIn(account))
    await reads(app, 1_000)
    const quiet = figures(await reads(app, measuredMs.quiet))
    const alone: number[] = []
    for (let i = 0; i < signInsMeasured; i++) alone.push(await timed(async () => must(await desk.signIn(account))))

    let over = false
    const answers = new Map<number, number>()
    const untold: string[] = []
    const strangers = Array.from({ length: hostile }, async () => {
      while (!over) {
        const email = `${crypto.randomUUID()}@example.test`
        const { status, headers } = await aBrowser(app).signIn({ email, password: 'a guess that is long enough' })
        answers.set(status, (answers.get(status) ?? 0) + 1)
        if (status !== 401 && !(status === 429 && Number(headers.get('retry-after')) > 0)) untold.push(`${status}`)
      }
    })
    const beside = reads(app, measuredMs.storm)
    const signIns: number[] = []
    for (let i = 0; i < signInsMeasured; i++) {
      await new Promise(resolve => setTimeout(resolve, 2_000))
      signIns.push(await timed(async () => must(await desk.signIn(account))))
    }
    const stormy = figures(await beside)
    over = true
    await Promise.all(strangers)

    say(`reads without the storm: ${told(quiet)}`)
    say(`reads beside ${hostile} strangers: ${told(stormy)}`)
    say(`a known device signs in: ${told(figures(alone))} without, ${told(figures(signIns))} beside them`)
    // The rows of the table in docs/sign-in.md, as they are put there.
    const row = (what: string, without: string, beside: string) => say(`| ${what} | ${without} | ${beside} |`)
    const milliseconds = (one: number) => `${one.toFixed(0)} ms`
    const secondsOf = (one: number) => `${(one / 1_000).toFixed(1)} s`
    say(`| | alone | beside ${hostile} strangers |`)
    say('|---|--:|--:|')
    row('reads, p50', milliseconds(quiet.p50), milliseconds(stormy.p50))
    row('reads, p95', milliseconds(quiet.p95), milliseconds(stormy.p95))
    row('a known device signs in, slowest of five', secondsOf(figures(alone).most), secondsOf(figures(signIns).most))
    say(`strangers were answered ${[...answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`)
    const allowed = 3 * quiet.p50 + 20
    return [
      ...(stormy.p50 > allowed ? [`reads' p50 is ${stormy.p50.toFixed(0)} ms, of ${allowed.toFixed(0)} allowed`] : []),
      ...(stormy.p95 >= 300 ? [`reads' p95 is ${stormy.p95.toFixed(0)} ms, of 300 allowed`] : []),
      ...signIns.filter(one => one >= 3_000).map(one => `a known device signed in after ${one.toFixed(0)} ms`),
      ...untold.map(one => `a stranger was answered ${one}`),
    ]
  },
}
