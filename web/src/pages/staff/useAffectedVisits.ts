import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { affectedVisits, type Displaced, type MovedMany, moveMany } from '../../api/booking.ts'

export type HitVisit = Displaced['items'][number]
export type Choice = 'stay' | 'same' | 'other'
export type MoveResult = MovedMany['items'][number]

/** Where a visit would go by a choice; nothing where it stays or there is no such proposal. */
export function proposalOf({ sameStaff, otherStaff }: HitVisit, choice: Choice) {
  return choice === 'same' ? sameStaff : choice === 'other' ? otherStaff : undefined
}

/** The visits that an absence hits, what was agreed for each, and what came of moving them. */
export function useHits(staffId: string, span: { startsAt: string; endsAt: string } | null) {
  const asked = span ? { from: span.startsAt, to: span.endsAt } : { from: '', to: '' }
  const found = useQuery({ ...affectedVisits(staffId, asked), enabled: span !== null })
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  // What was moved is hit no more: it stays on the screen with its result until the person is done.
  const [settled, setSettled] = useState<{ items: HitVisit[]; results: MoveResult[] } | null>(null)
  const [busy, setBusy] = useState(false)

  const items = settled?.items ?? (span ? (found.data?.items ?? []) : [])
  const choiceOf = (one: HitVisit): Choice => {
    const choice = choices[one.visit.id] ?? 'stay'
    return proposalOf(one, choice) ? choice : 'stay'
  }
  const agreed = settled ? [] : items.filter(one => choiceOf(one) !== 'stay')
  const move = async () => {
    if (agreed.length === 0) return
    setBusy(true)
    try {
      const moves = agreed.flatMap(one => {
        const to = proposalOf(one, choiceOf(one))
        if (!to) return []
        const { id, version } = one.visit
        return {
          id,
          version,
          startsAt: to.startsAt,
          ...(to.staff.id === one.visit.staff?.id ? {} : { staffId: to.staff.id }),
        }
      })
      const { items: results } = await moveMany(moves, crypto.randomUUID())
      setSettled({ items, results })
    } finally {
      setBusy(false)
    }
  }
  return {
    found,
    items,
    truncated: found.data?.truncated === true,
    agreed: agreed.length,
    choiceOf,
    choose: (id: string, choice: Choice) => setChoices(before => ({ ...before, [id]: choice })),
    chooseAll: (choice: Choice) => setChoices(Object.fromEntries(items.map(({ visit }) => [visit.id, choice]))),
    move,
    busy,
    results: settled?.results ?? null,
    forget: () => {
      setSettled(null)
      setChoices({})
    },
  }
}
