import { WorkerEntrypoint } from 'cloudflare:workers'
import AppointmentWorker from '../../workers/appointment/index.ts'
import PatientWorker from '../../workers/patient/index.ts'
import RecordWorker from '../../workers/record/index.ts'
import StaffWorker from '../../workers/staff/index.ts'

export type Mode = 'well' | 'hung' | 'throwing' | 'garbled'

interface FrontEnv {
  BEHIND: Record<string, (...input: unknown[]) => Promise<unknown>>
}

let mode: Mode = 'well'

/** Stands before a Worker and hands every question on, until a test makes it ill. */
export default class Front extends WorkerEntrypoint<FrontEnv> {
  become(next: Mode): void {
    mode = next
  }

  async pass(verb: string, input: unknown[]): Promise<unknown> {
    if (mode === 'hung') await scheduler.wait(30_000)
    if (mode === 'throwing') throw new TypeError('canary of a broken Worker')
    if (mode === 'garbled') return verb === 'health' ? true : { rows: [null, 'canary of a broken Worker'] }
    return this.env.BEHIND[verb]?.(...input)
  }
}

// Every verb there is, by the real Workers' own tables of contents, so that none is forgotten.
for (const worker of [PatientWorker, StaffWorker, AppointmentWorker, RecordWorker]) {
  const [own, inherited] = [worker.prototype, Object.getPrototypeOf(worker.prototype) as object]
  for (const verb of [own, inherited].flatMap(one => Object.getOwnPropertyNames(one))) {
    if (verb === 'constructor' || verb === 'fetch' || Object.hasOwn(Front.prototype, verb)) continue
    Object.defineProperty(Front.prototype, verb, {
      value(this: Front, ...input: unknown[]) {
        return this.pass(verb, input)
      },
    })
  }
}
