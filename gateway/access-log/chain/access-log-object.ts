import { DurableObject } from 'cloudflare:workers'
import { log, thrown } from '#shared/log'
import { archive } from './archive.ts'
import { keep, toCheckpoint } from './checkpoint.ts'
import { type DaysQuery, daysOf, type FoundDays } from './days.ts'
import {
  beginning,
  type ChainEnd,
  type ChainKey,
  type EntryRow,
  hashOf,
  type NewEntry,
  partsOf,
  toRow,
} from './entry.ts'
import { newIn } from './looks.ts'
import { countRefusal, refusalWindowMs, takeAll, takeFinished } from './refusals.ts'
import { cutAfter, type Span } from './spans.ts'
import { type AccessQuery, type Opening, type OpeningsQuery, openingsSql, sqlOf } from './sql.ts'
import { prepareTables } from './tables.ts'
import { verifyChunk } from './verify-chunk.ts'

/** Entries after which a checkpoint is due at once, and milliseconds after which it is due anyway. There is one at each cut between spans, too. */
const checkpointEvery = { entries: 100, ms: 60_000 }
/** Spans that go to R2 in one go, and entries of them that are read at once: a log of before has all of its own to bring there. */
const archiving = { spans: 20, rows: 500 }

/**
 * One clinic's access log. The only writer of its chain: an object runs one event at a time, and between reading the head and writing the
 * entry nothing is awaited, so the chain has no fork. Reached by the gateway alone, by the clinic's id.
 */
export class AccessLog extends DurableObject<GatewayEnv> {
  readonly #sql = this.ctx.storage.sql
  #head: ChainEnd
  /** Sequence of the last checkpoint in R2, as far as this log knows. */
  #saved: number
  /** The same of the last entry there. */
  #archived: number
  #alarmed = false
  #saving = false

  constructor(state: DurableObjectState, env: GatewayEnv) {
    super(state, env)
    prepareTables(this.#sql)
    this.#head = this.#lastEntry()
    this.#saved = this.#sql.exec<{ n: number }>('SELECT coalesce(max(sequence), 0) AS n FROM saved').one().n
    this.#archived = this.#sql.exec<{ n: number }>('SELECT coalesce(max(sequence), 0) AS n FROM archived').one().n
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

  /** The entries of a question by days of the clinic and by person: whole days, the newest first. */
  days(query: DaysQuery): FoundDays {
    this.#writeCounted()
    return daysOf(this.#sql, query)
  }

  /** Who opened whose record in a span, each pair once. */
  openings(query: OpeningsQuery): Opening[] {
    const { sql, params } = openingsSql(query)
    return this.#sql.exec<Opening>(sql, ...params).toArray()
  }

  /** The last entry. Its sequence is how many there are, where none is missing. */
  extent(): { head: ChainEnd } {
    this.#writeCounted()
    return { head: this.#lastEntry() }
  }

  /** The end of the chain as it was at a sequence, which nothing is proved of here; undefined where there is no such entry. */
  endAt(sequence: number): ChainEnd | undefined {
    if (sequence === 0) return beginning
    return this.#sql.exec<ChainEnd & Row>('SELECT sequence, hash FROM entry WHERE sequence = ?', sequence).toArray()[0]
  }

  /** Whether the log carries, at its sequence, the very entry of which somebody has this hash. */
  carries(clinicId: string, { sequence, hash }: ChainEnd): boolean {
    const [row] = this.#sql.exec<EntryRow>('SELECT * FROM entry WHERE sequence = ?', sequence).toArray()
    return row?.hash === hash && hashOf(row, { secret: this.env.LOG_SECRET, clinicId }) === hash
  }

  /** Hold a stretch of the chain against what it should be; see verify-chunk.ts. */
  verifyChunk(clinicId: string, after: ChainEnd, count: number, checkpoints: ChainEnd[]) {
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
      do {
        while (this.#head.sequence > this.#saved) await this.#saveNext()
        if (await this.#archiveSaved()) this.#planAlarm()
      } while (this.#head.sequence > this.#saved)
    } catch (error) {
      log('access_log.checkpoint_failed', { clinicId: this.#clinicId(), ...thrown(error) })
      this.#alarmed = true
      await this.ctx.storage.setAlarm(Date.now() + checkpointEvery.ms)
    } finally {
      this.#saving = false
    }
  }

  /** Sign how far the chain reaches, or the cut between two spans that comes before. */
  async #saveNext(): Promise<void> {
    const clinicId = this.#clinicId() ?? ''
    const at = Date.now()
    // Where the entry at the cut is gone, verify says so; the head is sealed nevertheless.
    const end = this.endAt(Math.min(cutAfter(this.#saved), this.#head.sequence)) ?? this.#head
    const checkpoint = toCheckpoint(end, at, { secret: this.env.LOG_SECRET, clinicId })
    await keep(this.env.CHECKPOINTS, clinicId, checkpoint)
    this.#sql.exec('INSERT OR IGNORE INTO saved (sequence, at) VALUES (?, ?)', checkpoint.sequence, at)
    this.#saved = checkpoint.sequence
  }

  /** Bring to R2 what is behind the last checkpoint. @returns whether there is more of it. */
  async #archiveSaved(): Promise<boolean> {
    const clinicId = this.#clinicId() ?? ''
    for (let i = 0; i < archiving.spans && this.#archived < this.#saved; i++) {
      const span = { after: this.#archived, until: Math.min(cutAfter(this.#archived), this.#saved) }
      await archive(this.env.CHECKPOINTS, this.env, clinicId, span, this.#rowsOf(span))
      this.#sql.exec('INSERT OR IGNORE INTO archived (sequence, at) VALUES (?, ?)', span.until, Date.now())
      this.#archived = span.until
    }
    return this.#archived < this.#saved
  }

  *#rowsOf({ after, until }: Span): Generator<EntryRow[]> {
    for (let reached = after; reached < until; reached += archiving.rows) {
      yield this.#sql
        .exec<EntryRow>(
          'SELECT * FROM entry WHERE sequence > ? AND sequence <= ? ORDER BY sequence',
          reached,
          Math.min(reached + archiving.rows, until),
        )
        .toArray()
    }
  }
}

/** What the storage's `exec` takes for a row. */
type Row = Record<string, SqlStorageValue>
