import type { Remedies } from '../remedy.ts'

export const remedies: Remedies = [
  {
    name: 'when staff are absent is for staff to know',
    file: 'gateway/compose/hours.ts',
    from: "  if (!hours.ok || actor.roles.some(role => role !== 'patient')) return hours\n",
    to: '  if (actor) return hours\n',
    test: 'test/system/staff.test.ts',
  },
  {
    name: 'patients choose no mode, room or assistants at booking',
    file: 'workers/appointment/visits/book.ts',
    from: "const byStaffAlone = ['roomId', 'mode', 'assistantIds'] as const",
    to: "const byStaffAlone = ['roomId', 'assistantIds'] as const",
    test: 'workers/appointment/visits/book.test.ts',
  },
  {
    name: 'a hold that is let go still counts for an hour',
    file: 'workers/appointment/slots/holds/forget-expired.ts',
    from: 'lte(slotHold.createdAt, at - 3_600_000)',
    to: 'lte(slotHold.createdAt, at)',
    test: 'workers/appointment/slots/holds/hold.test.ts',
  },
]
