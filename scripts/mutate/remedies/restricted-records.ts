import type { Remedies } from '../remedy.ts'

const test = 'workers/record/restrictions/restrictions.test.ts'

export const remedies: Remedies = [
  {
    name: 'a restricted record asks for a reason before it is read',
    file: 'workers/record/restrictions/guard.ts',
    from: "  if (restricted.length > 0) return fail('reason_required', { why: 'restricted', patientIds: restricted })\n",
    to: '',
    test,
  },
  {
    name: 'an account that a restriction blocks gets in with no reason',
    file: 'workers/record/restrictions/guard.ts',
    from: "  if (others.some(door => door.blocked)) return fail('blocked')\n",
    to: '',
    test,
    titled: 'whom a restriction shuts out',
  },
  {
    name: 'a repeated write shows nothing of a record that has closed',
    file: 'workers/record/restrictions/record-verbs.ts',
    from: 'again ? repeated : undefined',
    to: 'again',
    test,
    titled: 'a repeat with the same key',
  },
  {
    name: 'a list over all patients leaves closed records out',
    file: 'workers/record/restrictions/open-in-lists.ts',
    from: "  if (reach === 'own' || actor.kind !== 'member') return undefined\n",
    to: '  if (reach) return undefined\n',
    test,
    titled: 'a restricted record asks everybody',
  },
  {
    name: 'a restriction that is set closes what was opened before it',
    file: 'workers/record/restrictions/restrict.ts',
    from: 'eq(openedRecord.clinicId, clinicId),',
    to: "eq(openedRecord.clinicId, 'none'),",
    test,
    titled: 'closes what was opened before',
  },
  {
    name: 'a read that finds further ids of a person asks about all of them',
    file: 'workers/record/all-ids.ts',
    from: 'return door.ok ? read(all) : door',
    to: 'return door.ok || door.code ? read(all) : door',
    test,
    titled: 'covers the whole person',
  },
  {
    name: 'a read under an access says so in the access log',
    file: 'gateway/http/answer.ts',
    from: "    if (result.under) plain(c).set('under', result.under)\n",
    to: '',
    test: 'test/system/restricted-records.test.ts',
    titled: 'opened with a reason',
  },
]
