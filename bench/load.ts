import { Agent, request as send } from 'node:http'

/** One request ready to be sent. */
export interface Shot {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

/** What a side of the comparison did: how long each request took, milliseconds, and for how long it was asked, seconds. */
export interface Tally {
  latencies: number[]
  seconds: number
}

export interface Figures {
  requestsPerSecond: number
  p50: number
  p99: number
  requests: number
}

/** Connections of its own kept open, each asking again as soon as it was answered. */
export function loader(url: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(url)

  function once({ method, path, headers, body }: Shot): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = send({ agent, hostname, port, method, path, headers }, response => {
        const status = response.statusCode ?? 0
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => status >= 300 && parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          status < 300
            ? resolve()
            : reject(
                new Error(`${method} ${path} answered ${status} ${Buffer.concat(parts).toString().slice(0, 300)}`),
              ),
        )
      })
      request.on('error', reject)
      request.end(body)
    })
  }

  return {
    /** Ask for so many milliseconds, adding to the tally. */
    async ask(next: () => Shot, milliseconds: number, tally: Tally): Promise<void> {
      const began = performance.now()
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (performance.now() - began < milliseconds) {
            const shot = next()
            const sent = performance.now()
            await once(shot)
            tally.latencies.push(performance.now() - sent)
          }
        }),
      )
      tally.seconds += (performance.now() - began) / 1_000
    },
    close: () => agent.destroy(),
  }
}

export function figuresOf({ latencies, seconds }: Tally): Figures {
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return {
    requestsPerSecond: Math.round(sorted.length / seconds),
    p50: at(0.5),
    p99: at(0.99),
    requests: sorted.length,
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
