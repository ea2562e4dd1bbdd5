import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AffectedVisitsWithAlternatives, affectedVisits, type MovedMany, moveMany } from '../../api/booking.ts'

export type AffectedVisit = AffectedVisitsWithAlternatives['items'][number]
export type Choice = 'stay' | 'same' | 'other'
export type MoveResult = MovedMany['items'][number]

/** Where a visit would go by a choice; nothing where it stays or there is no such proposal. */
export function proposalOf({ sameStaff, otherStaff }: AffectedVisit, choice: Choice) {
  return choice === 'same' ? sameStaff : choice === 'other' ? otherStaff : undefined
}

/** The visits that an absence affects, the choice for each, and the results of moving them. */
export function useAffectedVisits(staffId: string, span: { startsAt: string; endsAt: string } | null) {
  const range = span ? { from: span.startsAt, to: span.endsAt } : { from: '', to: '' }
  const query = useQuery({ ...affectedVisits(staffId, range), enabled: span !== null })
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  // The query no longer returns a moved visit: `moved` keeps the visits and results until the person closes them.
  const [moved, setMoved] = useState<{ items: AffectedVisit[]; results: MoveResult[] } | null>(null)
  const [moving, setMoving] = useState(false)

  const items = moved?.items ?? (span ? (query.data?.items ?? []) : [])
  const choiceOf = (item: AffectedVisit): Choice => {
    const choice = choices[item.visit.id] ?? 'stay'
    return proposalOf(item, choice) ? choice : 'stay'
  }
  const agreed = moved ? [] : items.filter(item => choiceOf(item) !== 'stay')
  const move = async () => {
    if (agreed.length === 0) return
    setMoving(true)
    try {
      const moves = agreed.flatMap(item => {
        const to = proposalOf(item, choiceOf(item))
        if (!to) return []
        const { id, version } = item.visit
        return {
          id,
          version,
          startsAt: to.startsAt,
          ...(to.staff.id === item.visit.staff?.id ? {} : { staffId: to.staff.id }),
        }
      })
      const { items: results } = await moveMany(moves, crypto.randomUUID())
      setMoved({ items, results })
    } finally {
      setMoving(false)
    }
  }
  return {
    query,
    items,
    truncated: query.data?.truncated === true,
    agreedCount: agreed.length,
    choiceOf,
    choose: (id: string, choice: Choice) => setChoices(before => ({ ...before, [id]: choice })),
    chooseAll: (choice: Choice) => setChoices(Object.fromEntries(items.map(({ visit }) => [visit.id, choice]))),
    move,
    moving,
    results: moved?.results ?? null,
    forget: () => {
      setMoved(null)
      setChoices({})
    },
  }
}
