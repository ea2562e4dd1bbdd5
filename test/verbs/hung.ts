import { WorkerEntrypoint } from 'cloudflare:workers'

const silence = () => scheduler.wait(30_000)

/** A Worker that takes the questions of its neighbours and answers none in time: what a hung one looks like from outside. */
export default class HungWorker extends WorkerEntrypoint {
  health() {
    return silence()
  }
  get() {
    return silence()
  }
  cards() {
    return silence()
  }
  persons() {
    return silence()
  }
  hours() {
    return silence()
  }
  list() {
    return silence()
  }
  standing() {
    return silence()
  }
  summary() {
    return silence()
  }
}
