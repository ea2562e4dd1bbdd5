import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

const sitesOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'sites.json'), 'utf8')) as Site[]

function mutants(folder: string): Mutant[] {
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
    ...sitesOf(folder).map(({ number, file, line, text }) => ({
      wake: `site ${number}`,
      name: `${file}:${line} without ${text}`,
      traced: `site ${number}`,
      site: { number, worker: workerOf(file), file },
    })),
  ]
}

const workerOf = (file: string) => /^(?:workers\/)?(\w+)\//.exec(file)?.[1] ?? ''

/** A name without its line and `${}`. */
export const keyOf = (name: string) => name.replace(/:\d+ /, ' ').replace(/\$\{([^}]+)\}/g, '$1')

/** Those that the words of the command name, all where there are none. */
export function wanted(folder = '.'): Mutant[] {
  const words = process.argv.slice(2).filter(word => !word.startsWith('--'))
  return mutants(folder).filter(
    ({ name }) => words.length === 0 || words.some(part => name.includes(part) || keyOf(name) === part),
  )
}

/** All conditions, and nothing else. */
export const allSites = () => `sites 0 ${sitesOf('.').length - 1}`
