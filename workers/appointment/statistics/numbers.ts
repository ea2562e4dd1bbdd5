import { type Status, statuses } from '../visits/contract.ts'
import type { Statistics } from './contract.ts'

/** The numbers of a day or a range, as a pure rule over what the database has counted. */

export interface Counted {
  status: Status
  kind: 'scheduled' | 'walk_in'
  total: number
  /** Of the cancelled: how many shortly before. */
  late: number
}

/** How many visits began after so many whole minutes in the waiting room. */
export interface Waited {
  minutes: number
  total: number
}

/** Four decimals: a hundredth of a percent. */
export const roundShare = (share: number) => Math.round(share * 10_000) / 10_000

const attendedStatuses: readonly Status[] = ['arrived', 'in_progress', 'completed']

export function numbersOf(counted: readonly Counted[], waited: readonly Waited[]): Statistics['sum'] {
  const sum = (which: (row: Counted) => boolean, of: (row: Counted) => number = row => row.total) =>
    counted.filter(which).reduce((total, row) => total + of(row), 0)
  const missed = sum(row => row.kind === 'scheduled' && row.status === 'no_show')
  const expected = missed + sum(row => row.kind === 'scheduled' && attendedStatuses.includes(row.status))
  return {
    visits: sum(() => true),
    byStatus: Object.fromEntries(statuses.map(status => [status, sum(row => row.status === status)])) as Record<
      Status,
      number
    >,
    walkIns: sum(row => row.kind === 'walk_in'),
    noShowRate: expected > 0 ? roundShare(missed / expected) : undefined,
    lateCancels: sum(
      () => true,
      row => row.late,
    ),
    waiting: waitingOf(waited),
  }
}

function waitingOf(waited: readonly Waited[]): Statistics['sum']['waiting'] {
  const visits = waited.reduce((total, row) => total + row.total, 0)
  if (visits === 0) return undefined
  const sorted = [...waited].sort((a, b) => a.minutes - b.minutes)
  return { visits, medianMinutes: rankOf(sorted, visits, 0.5), ninetiethMinutes: rankOf(sorted, visits, 0.9) }
}

/** The smallest wait that so large a share of the visits did not exceed (nearest rank). */
function rankOf(sorted: readonly Waited[], visits: number, share: number): number {
  const wanted = Math.ceil(share * visits)
  let seen = 0
  for (const { minutes, total } of sorted) {
    seen += total
    if (seen >= wanted) return minutes
  }
  return 0
}
