import type { App } from '../support/harness.ts'

/** Thousands of hostile requests of one kind, beside which everybody else goes on. */
export interface Storm {
  /** A sentence of what must hold: `a refused request cannot fill the log`. */
  name: string
  /** Variables of the gateway, where the storm needs its real limits: tests run without. */
  vars?: Record<string, string>
  /**
   * @param say prints a figure that was measured.
   * @returns what did not hold, one sentence each.
   */
  run(app: App, say: (figure: string) => void): Promise<string[]>
}
