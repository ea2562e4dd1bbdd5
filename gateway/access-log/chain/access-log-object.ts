import { DurableObject } from 'cloudflare:workers'
import { log, thrown } from '#shared/log'
import type { Broken } from '../contract.ts'
import { keep, toCheckpoint } from './checkpoint.ts'
import { beginning, type ChainEnd, type ChainKey, type EntryRow, type NewEntry, partsOf, toRow } from './entry.ts'
import { newIn } from './looks.ts'
import { countRefusal, refusalWindowMs, takeAll, takeFinished } from './refusals.ts'
import { type AccessQuery, type Opening, type OpeningsQuery, openingsSql, sqlOf } from './sql.ts'
import { prepareTables } from './tables.ts'
import { verifyChunk } from './verify-chunk.ts'

/** Entries after which a checkpoint is due at once, and milliseconds after which it is due anyway. */
const checkpointEvery = { entries: 100, ms: 60_000 }

/**
 * One clinic's access log. The only writer of its chain: an object runs one event at a time, and between reading the head and writing the
 * entry nothing is awaited, so the chain has no fork. Reached by the gateway alone, by the clinic's id.
 */
export class AccessLog extends DurableObject<GatewayEnv> {
  readonly #sql = this.ctx.storage.sql
  #head: ChainEnd
  /** Sequence of the last checkpoint in R2, as far as this log knows. */
  #saved: number
  #alarmed = false
  #saving = false

  constructor(state: DurableObjectState, env: GatewayEnv) {
    super(state, env)
    prepareTables(this.#sql)
    this.#head = this.#lastEntry()
    this.#saved = this.#sql.exec<{ n: number }>('SELECT coalesce(max(sequence), 0) AS n FROM saved').one().n
    state.blockConcurrencyWhile(async () => {
      this.#alarmed = (await state.storage.getAlarm()) !== null
    })
  }

  /**
   * Write entries at the end of the chain; those that are already there stay as they are, and of a look what was seen before is left out
   * (looks.ts). All or none. Refused requests beyond the rate of their account are counted, and become one entry.
   *
   * @returns how large the log is.
   */
  append(clinicId: string, entries: NewEntry[]): { bytes: number } {
    const key = this.#key(clinicId)
    const now = Date.now()
    const limit = Number(this.env.REFUSALS_PER_ACCOUNT)
    this.#change(() => {
      for (const summary of takeFinished(this.#sql, now - refusalWindowMs)) this.#write(summary, key)
      for (const entry of entries) {
        if (this.#has(entry)) continue
        if (entry.outcome !== 'ok' && !countRefusal(this.#sql, entry, limit, now)) {
          this.#planAlarm()
          continue
        }
        const fresh = newIn(this.#sql, entry)
        if (fresh) this.#write(fresh, key)
      }
    })
    return { bytes: this.#sql.databaseSize }
  }

  #change(write: () => void): void {
    try {
      this.ctx.storage.transactionSync(write)
    } catch (error) {
      this.#head = this.#lastEntry()
      throw error
    }
    this.#planCheckpoint()
  }

  /** Write what was counted so far: whoever reads the log, reads all of it. */
  #writeCounted(): void {
    const clinicId = this.#clinicId()
    if (clinicId === undefined) return
    const key = this.#key(clinicId)
    this.#change(() => {
      for (const summary of takeAll(this.#sql)) this.#write(summary, key)
    })
  }

  /** The entries of a question, newest first: one more than asked for says that there are more. */
  list(query: AccessQuery): EntryRow[] {
    this.#writeCounted()
    const { sql, params } = sqlOf(query)
    return this.#sql.exec<EntryRow>(sql, ...params).toArray()
  }

  /** Who opened whose record in a span, each pair once. */
  openings(query: OpeningsQuery): Opening[] {
    const { sql, params } = openingsSql(query)
    return this.#sql.exec<Opening>(sql, ...params).toArray()
  }

  /** How many entries there are, and the last one. */
  extent(): { entries: number; head: ChainEnd } {
    this.#writeCounted()
    return {
      entries: this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM entry').one().n,
      head: this.#lastEntry(),
    }
  }

  /** Hold a stretch of the chain against what it should be; see verify-chunk.ts. */
  verifyChunk(
    clinicId: string,
    after: ChainEnd,
    count: number,
    checkpoints: ChainEnd[],
  ): { end: ChainEnd; broken?: Broken } {
    return verifyChunk(this.#sql, { secret: this.env.LOG_SECRET, clinicId }, after, count, checkpoints)
  }

  override async alarm(): Promise<void> {
    this.#alarmed = false
    this.#writeCounted()
    await this.#saveCheckpoint()
  }

  /** @throws when this is another clinic's log. */
  #key(clinicId: string): ChainKey {
    const known = this.#clinicId()
    if (known === undefined) this.#sql.exec('INSERT INTO clinic (id) VALUES (?)', clinicId)
    else if (known !== clinicId) throw new Error('the log of another clinic')
    return { secret: this.env.LOG_SECRET, clinicId }
  }

  #clinicId(): string | undefined {
    return this.#sql.exec<{ id: string }>('SELECT id FROM clinic').toArray()[0]?.id
  }

  #lastEntry(): ChainEnd {
    const [row] = this.#sql
      .exec<ChainEnd & Row>('SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1')
      .toArray()
    return row ?? beginning
  }

  #has({ requestId, action }: NewEntry): boolean {
    return (
      this.#sql.exec('SELECT 1 FROM entry WHERE request_id = ? AND action = ?', requestId, action).toArray().length > 0
    )
  }

  #write(entry: NewEntry, key: ChainKey): void {
    for (const part of partsOf(entry)) this.#insert(toRow(part, this.#head, key))
  }

  #insert(row: EntryRow): void {
    this.#sql.exec(
      `INSERT INTO entry (sequence, at, request_id, account_id, account_name, roles, acts_for, action, object_id, patient_ids, outcome,
         part, unnamed, times, under, reason, previous, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[row.sequence, row.at, row.request_id, row.account_id, row.account_name, row.roles, row.acts_for],
      ...[row.action, row.object_id, row.patient_ids, row.outcome, row.part, row.unnamed, row.times],
      ...[row.under, row.reason, row.previous, row.hash],
    )
    this.#sql.exec(
      'INSERT INTO entry_patient (patient_id, at, sequence) SELECT value, ?, ? FROM json_each(?)',
      row.at,
      row.sequence,
      row.patient_ids,
    )
    this.#head = { sequence: row.sequence, hash: row.hash }
  }

  #planCheckpoint(): void {
    const unsaved = this.#head.sequence - this.#saved
    if (unsaved >= checkpointEvery.entries) this.ctx.waitUntil(this.#saveCheckpoint())
    if (unsaved > 0 && unsaved < checkpointEvery.entries) this.#planAlarm()
  }

  #planAlarm(): void {
    if (this.#alarmed) return
    this.#alarmed = true
    // Not awaited: it becomes one write with the entry's.
    void this.ctx.storage.setAlarm(Date.now() + checkpointEvery.ms)
  }

  /** What cannot be kept now is tried again in a minute; until then verify says how many entries are younger. */
  async #saveCheckpoint(): Promise<void> {
    if (this.#saving) return
    this.#saving = true
    try {
      while (this.#head.sequence > this.#saved) await this.#saveHead()
    } catch (error) {
      log('access_log.checkpoint_failed', { clinicId: this.#clinicId(), ...thrown(error) })
      this.#alarmed = true
      await this.ctx.storage.setAlarm(Date.now() + checkpointEvery.ms)
    } finally {
      this.#saving = false
    }
  }

  async #saveHead(): Promise<void> {
    const clinicId = this.#clinicId() ?? ''
    const at = Date.now()
    const checkpoint = toCheckpoint(this.#head, at, { secret: this.env.LOG_SECRET, clinicId })
    await keep(this.env.CHECKPOINTS, clinicId, checkpoint)
    this.#sql.exec('INSERT OR IGNORE INTO saved (sequence, at) VALUES (?, ?)', checkpoint.sequence, at)
    this.#saved = checkpoint.sequence
  }
}

/** What the storage's `exec` takes for a row. */
type Row = Record<string, SqlStorageValue>
