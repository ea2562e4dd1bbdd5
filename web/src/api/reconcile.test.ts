import { describe, expect, test } from 'vitest'
import { type Known, newerOf, reconciled, type VisitRow, withVisit } from './reconcile.ts'

const monday = { from: '2030-05-06T00:00:00.000Z', to: '2030-05-07T00:00:00.000Z' }

interface Row extends VisitRow {
  status: string
}

function visit(id: string, version: number, hour = 9, status = 'booked', day = '06'): Row {
  const two = (value: number) => String(value).padStart(2, '0')
  const at = (h: number) => `2030-05-${day}T${two(h)}:00:00.000Z`
  return { id, version, status, startsAt: at(hour), endsAt: at(hour + 1) }
}
const knownOf = (...rows: [Row, number][]) =>
  new Map<string, Known<Row>>(rows.map(([row, at]) => [row.id, { row, at }]))
const ids = (rows: readonly Row[]) => rows.map(({ id, version }) => `${id}${version}`)

describe('an answer to a board', () => {
  const asked = 100
  test.each<[string, Row[], [Row, number][], string[]]>([
    ['that knows all stays as it is', [visit('b', 2)], [[visit('b', 2), 50]], ['b2']],
    ['that was asked before a booking was answered keeps the booking', [], [[visit('new', 1), 101]], ['new1']],
    ['that was asked after it and does not have it is right', [], [[visit('gone', 1), 99]], []],
    ['with an older version shows the newer', [visit('b', 2)], [[visit('b', 3, 9, 'arrived'), 101]], ['b3']],
    [
      'with an older version shows the newer, however long it has been known',
      [visit('b', 2)],
      [[visit('b', 3), 1]],
      ['b3'],
    ],
    ['with a newer version than what is known wins', [visit('b', 4)], [[visit('b', 3), 101]], ['b4']],
    [
      'does not show where a visit stood before it was moved away',
      [visit('b', 1)],
      [[visit('b', 2, 9, 'booked', '07'), 101]],
      [],
    ],
    ['has a visit that was moved into it meanwhile', [visit('a', 1, 8)], [[visit('b', 2, 7), 101]], ['b2', 'a1']],
    ['is not given what stands on another day', [], [[visit('b', 1, 9, 'booked', '08'), 101]], []],
  ])('%s', (_, items, known, shown) => {
    expect(ids(reconciled(items, knownOf(...known), monday, asked))).toEqual(shown)
  })

  test('is in the order of starts, whatever was added', () => {
    const known = knownOf([visit('c', 1, 10), 101], [visit('a', 1, 8), 101])
    expect(ids(reconciled([visit('b', 1, 9), visit('d', 1, 11)], known, monday, asked))).toEqual([
      'a1',
      'b1',
      'c1',
      'd1',
    ])
  })
})

describe('a board that is shown while a write is answered', () => {
  test.each<[string, Row[], Row, string[]]>([
    ['shows what was booked', [visit('a', 1, 8)], visit('b', 1, 9), ['a1', 'b1']],
    ['shows the step', [visit('a', 1)], visit('a', 2), ['a2']],
    ['loses what was moved to another day', [visit('a', 1)], visit('a', 2, 9, 'booked', '09'), []],
    ['keeps what it has newer', [visit('a', 5)], visit('a', 4), ['a5']],
    ['takes nothing of another day', [visit('a', 1)], visit('b', 1, 9, 'booked', '09'), ['a1']],
  ])('%s', (_, items, row, shown) => {
    expect(ids(withVisit(items, row, monday))).toEqual(shown)
  })
})

test('a visit that crosses midnight stands on both days', () => {
  const late = {
    id: 'n',
    version: 1,
    status: 'booked',
    startsAt: '2030-05-05T23:30:00.000Z',
    endsAt: '2030-05-06T00:30:00.000Z',
  }
  expect(ids(withVisit([], late, monday))).toEqual(['n1'])
})

test('of two states the newer is shown, of equal ones the later told', () => {
  const [older, newer, again] = [visit('a', 1), visit('a', 2), visit('a', 2)]
  expect(newerOf(newer, older)).toBe(newer)
  expect(newerOf(older, newer)).toBe(newer)
  expect(newerOf(newer, again)).toBe(again)
  expect(newerOf(undefined, older)).toBe(older)
})

/** Whatever the order in which answers come, what is shown in the end is what the server has: over random histories. */
test.each(Array.from({ length: 200 }, (_, seed) => seed))(
  'answers in any order end at the newest state, seed %i',
  seed => {
    let state = seed + 1
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % below
    }
    const server = new Map<string, Row>()
    const known = new Map<string, Known<Row>>()
    const note = (row: Row, at: number) => {
      const before = known.get(row.id)
      if (!before || row.version > before.row.version) known.set(row.id, { row, at })
    }
    let shown: Row[] = []
    const underWay: { asked: number; items: Row[] }[] = []
    let clock = 0
    const answerOne = () => {
      const [answer] = underWay.splice(random(underWay.length), 1)
      if (!answer) return
      shown = reconciled(answer.items, known, monday, answer.asked)
      for (const row of shown) note(row, clock)
    }
    for (let step = 0; step < 40; step++) {
      clock++
      switch (random(3)) {
        case 0: {
          const id = `v${random(6)}`
          const row = visit(
            id,
            (server.get(id)?.version ?? 0) + 1,
            8 + random(8),
            `s${step}`,
            random(4) === 0 ? '07' : '06',
          )
          server.set(id, row)
          note(row, clock)
          shown = withVisit(shown, row, monday)
          break
        }
        case 1:
          underWay.push({ asked: clock, items: [...server.values()].filter(row => row.startsAt < monday.to) })
          break
        default:
          answerOne()
      }
    }
    while (underWay.length > 0) answerOne()
    const truth = [...server.values()]
      .filter(row => row.startsAt < monday.to)
      .map(({ id, version }) => `${id}${version}`)
    expect(ids(shown).sort()).toEqual(truth.sort())
  },
)
