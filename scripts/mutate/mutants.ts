import { readFileSync } from 'node:fs'
import { type Action, actions, type Reach, type Role, roles } from '../../workers/shared/permissions.ts'
import type { Site } from './instrument.ts'

/** Every mutant of the scratch copy: each permission flipped, each tenant condition taken away. */

export interface Mutant {
  /** What the header says. */
  wake: string
  name: string
  /** The trace by which the routes that pass it are known. */
  traced: string
  /** Of a flip: whose reach is another one. */
  role?: Role
  /** Of a condition: where it stands. */
  site?: { number: number; worker: string; file: string }
}

const sites = JSON.parse(readFileSync('sites.json', 'utf8')) as Site[]

export function mutants(): Mutant[] {
  const flips = (Object.keys(actions) as Action[]).flatMap(action =>
    roles.flatMap(role => {
      const row: Partial<Record<Role, Reach>> = actions[action].may
      // What nobody may is the system's, and no route leads a member to it.
      if (Object.keys(row).length === 0) return []
      const reach = row[role]
      const others: (Reach | 'none')[] = reach === undefined ? ['all'] : reach === 'own' ? ['none', 'all'] : ['none']
      return others.map(to => ({
        wake: `may ${action} ${role} ${to}`,
        name: `${action}: ${role} ${reach ?? 'none'} → ${to}`,
        traced: `may ${action}`,
        role,
      }))
    }),
  )
  return [
    ...flips,
    ...sites.map(({ number, file, line, text }) => ({
      wake: `site ${number}`,
      name: `${file}:${line} without ${text}`,
      traced: `site ${number}`,
      site: { number, worker: workerOf(file), file },
    })),
  ]
}

export const workerOf = (file: string) => /^(?:workers\/)?(\w+)\//.exec(file)?.[1] ?? ''

/** All conditions, but for one. */
export const allBut = (site?: number) => `sites 0 ${sites.length - 1} ${site ?? ''}`.trim()
