import { RpcTarget, WorkerEntrypoint } from 'cloudflare:workers'
import type { AccessLog } from '../../gateway/access-log/chain/access-log-object.ts'

/**
 * `lost`: it does what it is asked, and its answer never arrives. `slow`: it takes most of the time it has. `full`: it says that it holds
 * more than half of what it can.
 */
export type LogMode = 'well' | 'slow' | 'full' | 'hung' | 'throwing' | 'lost'

interface FrontEnv {
  BEHIND: DurableObjectNamespace<AccessLog>
}

let mode: LogMode = 'well'

type Method = 'append' | 'list' | 'days' | 'openings' | 'extent' | 'endAt' | 'carries' | 'verifyChunk'
type Methods = Record<Method, (...input: unknown[]) => Promise<unknown>>

/** One clinic's log, as the gateway calls it. */
class LogFront extends RpcTarget {
  readonly #behind: Methods

  constructor(behind: Methods) {
    super()
    this.#behind = behind
  }

  async #pass(method: Method, input: unknown[]): Promise<unknown> {
    if (mode === 'hung') await scheduler.wait(20_000)
    if (mode === 'throwing') throw new TypeError('canary of a broken log')
    if (mode === 'slow') await scheduler.wait(700)
    const result = await this.#behind[method](...input)
    if (mode === 'lost') throw new TypeError('canary of a broken log')
    return mode === 'full' && method === 'append' ? { bytes: 6_000_000_000 } : result
  }

  append(...input: unknown[]) {
    return this.#pass('append', input)
  }
  list(...input: unknown[]) {
    return this.#pass('list', input)
  }
  days(...input: unknown[]) {
    return this.#pass('days', input)
  }
  openings(...input: unknown[]) {
    return this.#pass('openings', input)
  }
  extent(...input: unknown[]) {
    return this.#pass('extent', input)
  }
  endAt(...input: unknown[]) {
    return this.#pass('endAt', input)
  }
  carries(...input: unknown[]) {
    return this.#pass('carries', input)
  }
  verifyChunk(...input: unknown[]) {
    return this.#pass('verifyChunk', input)
  }
}

/** Stands before the clinics' logs and hands every call on, until a test makes it ill. */
export default class FrontLog extends WorkerEntrypoint<FrontEnv> {
  become(next: LogMode): void {
    mode = next
  }

  getByName(clinicId: string): LogFront {
    // Its methods take and answer plain data, which is handed on unchanged.
    return new LogFront(this.env.BEHIND.getByName(clinicId) as unknown as Methods)
  }
}
