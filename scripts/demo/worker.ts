import { inParallel, type Workers } from './calls.ts'
import { type Opened, openClinics, stagesOf } from './load/clinics.ts'
import { begin, noteDone, readProgress } from './load/progress.ts'

/**
 * Loads the demo clinics through the verbs, each call with the instant at which it would have happened, so that the demo obeys every rule that a
 * receptionist obeys. It has no address: each fired `scheduled` loads the next pieces, and GET /health tells how far it is.
 */

/** How many pieces one call loads, and how many side by side: all hands until the demo can be used, and then in the background. */
const portions = { first: { pieces: 40, atOnce: 12 }, behind: { pieces: 20, atOnce: 3 } }

/** The plan of the instant that was asked for last. */
let planned: { at: number; plan: ReturnType<typeof stagesOf> } | undefined
/** Whether this runtime has loaded anything: its first pieces may be those that another was stopped at. */
let warm = false

export default {
  async scheduled({ scheduledTime }: ScheduledController, env: Workers): Promise<void> {
    const progress = await readProgress<Opened[]>(env)
    const at = progress?.at ?? scheduledTime
    if (planned?.at !== at) planned = { at, plan: stagesOf(at) }
    const { pieces, ends, first } = planned.plan
    if (!progress) {
      await begin(env, { at, known: await openClinics(env, at), done: 0, total: pieces.length, first })
      warm = true
      return
    }
    const { done, known: opened } = progress
    const { pieces: count, atOnce } = done < first ? portions.first : portions.behind
    const until = Math.min(done + count, ends.find(end => end > done) ?? pieces.length)
    const again = !warm
    warm = true
    await inParallel(pieces.slice(done, until), atOnce, piece => piece({ env, opened, again }))
    await noteDone(env, until, opened)
  },
}
