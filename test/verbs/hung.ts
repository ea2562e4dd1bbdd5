import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Action } from '#shared/permissions'

/** What other Workers ask for. */
const asked: Action[] = [
  'patient.read',
  'patient.cards',
  'patient.persons',
  'staff.read',
  'staff.cards',
  'hours.read',
  'appointment.facts',
  'appointment.list',
  'chart.summary',
]

/** A Worker that takes the questions of other Workers and answers none in time: what a hung one looks like from outside. */
export default class HungWorker extends WorkerEntrypoint {
  health() {
    return scheduler.wait(30_000)
  }
}
for (const name of asked) {
  Object.defineProperty(HungWorker.prototype, name, { value: () => scheduler.wait(30_000) })
}
