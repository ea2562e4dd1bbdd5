import { request } from 'node:http'
import type { Reply } from './harness.ts'

export interface Sent {
  method: string
  /** Goes on the wire exactly as it stands, `..` and odd escapes included. */
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Without content-length, as one does who does not know how much will come. */
  chunked?: boolean
}

/** Send what `fetch` would tidy up or refuse: raw paths, bodies of unknown length, a GET with a body. */
export function sendRaw(url: URL | string, { method, path, headers = {}, body, chunked }: Sent): Promise<Reply> {
  const { hostname, port } = new URL(url)
  const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    let answered = false
    const sending = request(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent: false },
      response => {
        answered = true
        const parts: Buffer[] = []
        response.on('data', part => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          const json = /json/.test(response.headers['content-type'] ?? '')
          const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(Object.fromEntries(given)),
            body: json && text ? JSON.parse(text) : text,
          })
        })
      },
    )
    // A server may answer 413 and hang up while the body is still being sent: the answer counts.
    sending.on('error', error => {
      if (!answered) reject(error)
    })
    if (chunked) sending.setHeader('transfer-encoding', 'chunked')
    sending.end(body)
  })
}
