import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** POST a JSON body of so many bytes with curl, which reads an answer only where the server lets it. A status of 100 is none. */
export async function curlBody(url: string, bytes: number, headers: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'body-'))
  try {
    const file = join(folder, 'body.json')
    writeFileSync(file, `{"name":"${'x'.repeat(bytes)}"}`)
    const all = ['content-type: application/json', ...headers].flatMap(header => ['-H', header])
    const { stdout } = await promisify(execFile)('curl', [
      ...['--silent', '--max-time', '20', '--write-out', '\n%{http_code} %{time_total}'],
      ...['-X', 'POST', '--data-binary', `@${file}`, ...all, url],
    ]).catch((error: { stdout: string }) => error)
    const lines = stdout.split('\n')
    const [status, seconds] = (lines.pop() ?? '').split(' ').map(Number)
    return { status, seconds: seconds ?? Number.POSITIVE_INFINITY, code: JSON.parse(lines.join('\n') || '{}').code }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const megabyte = 1_048_576

/** Bodies over the limit: what forms send by mistake, and what nobody needs. In each way that a length may be told. */
export const largeBodies = [0.26, 1.1, 9, 24].flatMap(megabytes =>
  [[], ['transfer-encoding: chunked']].map(headers => ({
    what: `${megabytes} MB${headers.length > 0 ? ' in chunks' : ''}`,
    bytes: Math.ceil(megabytes * megabyte),
    headers,
  })),
)
