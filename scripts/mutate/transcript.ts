import type { Mutant } from './mutants.ts'

/** Stories as counts of their lines, and which mutants are told otherwise, not by chance. */

/** What was answered, by who asked what, and how often each row was told and how many of each table. */
export type Transcript = Map<string, string | number>

/** A row as `rowsOf` tells it, by its table, with what became of it. */
const row = /^((?:gone: |come: )?\w+) \{/

export function transcriptOf(lines: string[]): Transcript {
  const told: Transcript = new Map()
  const count = (key: string) => told.set(key, Number(told.get(key) ?? 0) + 1)
  for (const line of lines) {
    const table = row.exec(line)?.[1]
    if (table) {
      count(line)
      count(`rows of ${table}`)
      continue
    }
    const asked = line.slice(0, line.indexOf(': '))
    count(`times ${asked}`)
    told.set(`${asked}, ${told.get(`times ${asked}`)}`, line)
  }
  return told
}

/** What is told otherwise in a story between two that agree: what goes on by itself, or grows with each story, is no difference. */
function differing(before: Transcript, told: Transcript, after: Transcript, among?: string[]): string[] {
  return (among ?? [...new Set([...before.keys(), ...told.keys()])]).filter(
    key => before.get(key) === after.get(key) && before.get(key) !== told.get(key),
  )
}

/** In how many groups something was told otherwise though all slept. */
const moved = new Map<string, number>()

/**
 * Whether something is told otherwise though all sleep, by chance: in more groups than one. What the clock moves on once, as free times do at
 * the quarter hour, is no difference in the group in which it did, and says nothing of the others.
 */
export const isRestless = (key: string) => (moved.get(key) ?? 0) > 1

/** Before the stories are told in another way. */
export const forget = () => moved.clear()

/** A mutant, and what is told otherwise with it, both times that it is told. */
export interface Suspect {
  mutant: Mutant
  keys: string[]
}

/**
 * Those of a group in whose story something is told otherwise, and again when it is told once more. It is the same both times, or what is
 * otherwise the same in every story: a count of all clinics grows meanwhile.
 */
export async function suspectsOf(group: Mutant[], tell: (mutant?: Mutant) => Promise<Transcript>): Promise<Suspect[]> {
  const before = await tell()
  const first: Transcript[] = []
  for (const mutant of group) first.push(await tell(mutant))
  const between = await tell()
  const once = group.flatMap((mutant, i) => {
    const told = first[i] ?? before
    const keys = differing(before, told, between)
    return keys.length > 0 ? [{ mutant, told, keys }] : []
  })
  const second: Transcript[] = []
  for (const { mutant } of once) second.push(await tell(mutant))
  const after = once.length > 0 ? await tell() : between
  const keys = new Set([before, between, after].flatMap(asleep => [...asleep.keys()]))
  for (const key of keys) {
    if (new Set([before, between, after].map(asleep => asleep.get(key))).size > 1)
      moved.set(key, (moved.get(key) ?? 0) + 1)
  }
  return once.map(({ mutant, told, keys }, i) => {
    const again = second[i] ?? after
    const twice = differing(between, again, after, keys)
    return { mutant, keys: twice.filter(key => again.get(key) === told.get(key) || before.has(key)) }
  })
}
