import { iso } from '#shared/time'
import { stamps } from '../../version-view.ts'
import type { Closure } from './contract.ts'
import type { ClosureRow } from './schema.ts'

export function toClosure(row: ClosureRow): Closure {
  return { id: row.id, startsAt: iso(row.startsAt), endsAt: iso(row.endsAt), reason: row.reason, ...stamps(row) }
}
