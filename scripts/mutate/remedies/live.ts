import type { Remedies } from '../remedy.ts'

const looks = { file: 'gateway/access-log/chain/looks.ts', test: 'gateway/access-log/chain/looks.test.ts' }
const channel = { file: 'gateway/live/live.ts', test: 'test/system/live.test.ts' }

export const remedies: Remedies = [
  {
    file: 'gateway/live/live.ts',
    test: 'gateway/live/cut-sockets.test.ts',
    name: 'what changed between a page’s first answers and its ticket is told',
    from: 'Math.min(this.#told, this.#history.numberAt(seen))',
    to: 'this.#told',
    titled: 'however it was cut',
  },
  {
    ...looks,
    name: 'what one account opened hides no look of another',
    from: 'JSON.stringify([accountId, sessionId, action,',
    to: 'JSON.stringify([sessionId, action,',
    titled: 'nobody hides a first look',
  },
  {
    ...looks,
    name: 'what was seen in one role is seen anew in another',
    from: 'AND e.roles = ? AND e.under = ?',
    to: "AND ? <> '' AND e.under = ?",
    titled: 'other roles',
  },
  {
    ...looks,
    name: 'what is seen with a reason is an entry of its own',
    from: 'AND e.roles = ? AND e.under = ?',
    to: "AND e.roles = ? AND ? <> ''",
    titled: 'a reason',
  },
  {
    ...looks,
    name: 'an object that is opened again after five minutes is an entry',
    from: 'const refetch = 5 * 60_000',
    to: 'const refetch = 60 * 60_000',
    titled: 'opening is an entry',
  },
  {
    ...looks,
    name: 'a question about nobody is an entry each time',
    from: 'if (!sessionId || patientIds.length === 0) return false',
    to: 'if (!sessionId) return false',
    titled: 'found nobody',
  },
  {
    name: "a page of another origin opens no socket with somebody's ticket",
    file: 'gateway/routes/system/live.ts',
    from: "      if (origin !== undefined && !isOwn(origin, c.req.url)) return refuse(c, { code: 'forbidden' })\n",
    to: '',
    test: channel.test,
    titled: 'is taken from our own pages',
  },
  {
    ...channel,
    name: 'a ticket opens one socket',
    from: 'if (!found || !(await this.ctx.storage.delete(key)) || ',
    to: 'if (!found || ',
    titled: 'opens one socket',
  },
  {
    ...channel,
    name: "a patient's frames have numbers of their own",
    from: 'seq: seesOwnAlone(viewer) ? ownOf(viewer.accountId) : newest',
    to: 'seq: newest',
    titled: 'hears of the own alone',
  },
  {
    name: 'a patient hears of the own people alone',
    file: 'gateway/live/viewer.ts',
    from: 'viewer.patients.includes(patientId) && ',
    to: '',
    test: channel.test,
    titled: 'hears of the own alone',
  },
  {
    ...channel,
    name: 'a socket that says too much is closed',
    from: 'return said.times > mostSaid.times',
    to: 'return said.times > 100_000',
    titled: 'very often',
  },
  {
    name: 'a change of a membership closes its sockets',
    file: 'migrations/identity/0025_close_live_sockets.sql',
    from: 'AFTER UPDATE OF version, disabled_at ON membership',
    to: 'AFTER UPDATE OF created_at ON membership',
    test: channel.test,
    titled: 'what is done to the tables',
  },
  {
    name: 'every row of the ledger is announced',
    file: 'workers/shared/database/ledger.ts',
    from: 'return heard(written, found => changed?.push(...found.map(changedOf)))',
    to: 'return heard(written, found => changed?.push(...found.slice(1).map(changedOf)))',
    test: channel.test,
    titled: 'shows at another screen',
  },
]
