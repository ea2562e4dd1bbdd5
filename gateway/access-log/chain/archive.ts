import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'
import { beginning, type ChainEnd, type ChainKey, type EntryRow, hashOf } from './entry.ts'
import type { Span } from './spans.ts'

/**
 * The entries of a log, in R2 beside its checkpoints, so that a backup can replay them: an object per checkpoint with what came since the one before,
 * `<clinic>/entries/<last sequence>`. A nonce, then AES-GCM of gzip of a JSON line per entry. It is bound to its clinic and its sequences, and says in
 * its metadata by which key of `log_archive` it is sealed.
 */
const prefixOf = (clinicId: string) => `${clinicId}/entries/`
const nonceBytes = 12

const imported = ({ key }: PurposeKey) => crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
const boundTo = (clinicId: string, { after, until }: Span) => new TextEncoder().encode(`${clinicId} ${after} ${until}`)

/**
 * Keep the entries of a span, unless it is kept already: none is ever replaced.
 *
 * @param rows a few entries at a time, for a span may be large.
 */
export async function archive(
  bucket: R2Bucket,
  env: KeySource,
  clinicId: string,
  span: Span,
  rows: Iterable<EntryRow[]>,
): Promise<void> {
  const [current] = keysOf(env, 'log_archive')
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const options = { name: 'AES-GCM', iv, additionalData: boundTo(clinicId, span) }
  const sealed = await crypto.subtle.encrypt(options, await imported(current), await zipped(rows))
  const body = new Uint8Array(nonceBytes + sealed.byteLength)
  body.set(iv)
  body.set(new Uint8Array(sealed), nonceBytes)
  await bucket.put(prefixOf(clinicId) + String(span.until).padStart(12, '0'), body, {
    onlyIf: { etagDoesNotMatch: '*' },
    customMetadata: { after: String(span.after), key: current.id },
    httpMetadata: { contentType: 'application/octet-stream' },
  })
}

async function zipped(rows: Iterable<EntryRow[]>): Promise<ArrayBuffer> {
  const gzip = new CompressionStream('gzip')
  const writer = gzip.writable.getWriter()
  const all = new Response(gzip.readable).arrayBuffer()
  for (const some of rows) {
    await writer.write(new TextEncoder().encode(some.map(row => `${JSON.stringify(row)}\n`).join('')))
  }
  await writer.close()
  return all
}

/**
 * The entries as a backup replays them, in the order of the chain. Spans may overlap where a checkpoint had to be tried again.
 *
 * @throws where a span cannot be read, or one is missing.
 */
export async function* archived(bucket: R2Bucket, env: KeySource, clinicId: string): AsyncGenerator<EntryRow> {
  const prefix = prefixOf(clinicId)
  let reached = 0
  for (let cursor: string | undefined, more = true; more; ) {
    const page: R2Objects = await bucket.list({ prefix, cursor, include: ['customMetadata'] })
    for (const { key, customMetadata = {} } of page.objects) {
      const span = { after: Number(customMetadata.after), until: Number(key.slice(prefix.length)) }
      if (span.after > reached) throw new Error(`the archive of ${clinicId} has nothing of entry ${reached + 1}`)
      for (const row of await open(bucket, env, clinicId, key, span, customMetadata.key)) {
        if (row.sequence <= reached) continue
        yield row
        reached = row.sequence
      }
    }
    more = page.truncated
    cursor = page.truncated ? page.cursor : undefined
  }
}

async function open(
  bucket: R2Bucket,
  env: KeySource,
  clinicId: string,
  name: string,
  span: Span,
  keyId: string | undefined,
): Promise<EntryRow[]> {
  const object = await bucket.get(name)
  const key = keysOf(env, 'log_archive').find(one => one.id === keyId)
  if (!object || !key) throw new Error(`${name} cannot be read`)
  const body = await object.arrayBuffer()
  const options = { name: 'AES-GCM', iv: body.slice(0, nonceBytes), additionalData: boundTo(clinicId, span) }
  const plain = await crypto.subtle.decrypt(options, await imported(key), body.slice(nonceBytes))
  const text = await new Response(new Blob([plain]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
  // What `archive` wrote: nothing else opens with the key.
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as EntryRow)
}

/**
 * Hold replayed entries against their chain.
 *
 * @param sealed the genuine checkpoints that they must agree with.
 * @returns where the chain ends; undefined where an entry does not follow, or is not the one that was sealed.
 */
export async function replay(
  rows: AsyncIterable<EntryRow>,
  key: ChainKey,
  sealed: readonly ChainEnd[],
): Promise<ChainEnd | undefined> {
  const wanted = Map.groupBy(sealed, one => one.sequence)
  let end = beginning
  for await (const row of rows) {
    if (row.sequence !== end.sequence + 1 || row.previous !== end.hash || hashOf(row, key) !== row.hash)
      return undefined
    if (wanted.get(row.sequence)?.some(one => one.hash !== row.hash)) return undefined
    end = { sequence: row.sequence, hash: row.hash }
  }
  return end
}
