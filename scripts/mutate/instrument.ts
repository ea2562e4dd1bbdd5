import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A tenant condition of the sources: `number` wakes its mutant. */
export interface Site {
  number: number
  file: string
  line: number
  text: string
}

/** `eq(patient.clinicId, clinicId)`, and the same in an SQL template: the clinic of who asks, not one that a joined row brings along. */
const asker = '(?:context\\.|actor\\.|c\\.var\\.actor\\.)?clinicId'
const built = new RegExp(`eq\\(\\w+\\.(?:clinicId|id), ${asker}\\)`, 'g')
const written = new RegExp(`(?:(?:\\w+\\.)?clinic_id|\\+?\\$\\{\\w+\\.clinicId\\}) = \\$\\{${asker}\\}`, 'g')

/** Build every mutant into a copy of the sources, asleep. The sites are written to sites.json. */
export function makeSwitchable(scratch: string): void {
  const sites: Site[] = []
  const files = globSync('{workers,gateway}/**/*.ts', { cwd: scratch })
    .filter(file => !/\.test\.ts$|\.d\.ts$/.test(file))
    .sort()
  for (const file of files) {
    const path = join(scratch, file)
    const source = readFileSync(path, 'utf8')
    const site = (text: string, offset: number) => {
      const number = sites.length
      sites.push({ number, file, line: source.slice(0, offset).split('\n').length, text })
      return number
    }
    // Both patterns see the offsets of the source as it was: the second runs over a text of the same length.
    const found = [...source.matchAll(built), ...source.matchAll(written)].sort((a, b) => b.index - a.index)
    const numbered = found.toReversed().map(match => ({ match, number: site(match[0], match.index) }))
    let text = source
    for (const { match, number } of numbered.toReversed()) {
      const condition = match[0]
      const mutant = condition.startsWith('eq(')
        ? `(globalThis as any).marked(${number}, ${condition})`
        : `(${condition} OR \${(globalThis as any).marker(${number})})`
      text = text.slice(0, match.index) + mutant + text.slice(match.index + condition.length)
    }
    text = text
      .replace("import { drizzle } from 'drizzle-orm/d1'", "import { drizzle } from '#shared/probe'")
      .replace(
        "import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'",
        "import type { DrizzleD1Database } from 'drizzle-orm/d1'\nimport { drizzle } from '#shared/probe'",
      )
    if (text !== source) writeFileSync(path, text)
  }
  for (const name of ['probe.ts', 'reading.ts']) {
    copyFileSync(join(import.meta.dirname, 'in-worker', name), join(scratch, 'workers/shared', name))
  }
  writeFileSync(join(scratch, 'sites.json'), JSON.stringify(sites))
  wire(scratch)
}

/**
 * A request's header reaches every Worker that it passes, with the actor; what it wakes is looked up there, parted by `;`:
 * `site 5`, `sites 3 9` (all from 3 to 9), `may <action> <role> <reach>`, `trace`, or `watch` (in-worker/probe.ts).
 */
function wire(scratch: string): void {
  const replace = (file: string, from: string, to: string) => {
    const path = join(scratch, file)
    const source = readFileSync(path, 'utf8')
    if (!source.includes(from)) throw new Error(`${file} has changed: ${from}`)
    writeFileSync(path, source.replace(from, to))
  }
  replace(
    'gateway/http/middleware.ts',
    '  const at = Date.now()\n',
    "  ;(globalThis as any).mutant = c.req.header('x-mutant') ?? ''\n  const at = Date.now()\n",
  )
  replace(
    'gateway/identity/sessions/token.ts',
    "    kind: 'member',\n",
    "    kind: 'member',\n    mutant: (globalThis as any).mutant,\n",
  )
  for (const kind of ['system', 'visitor']) {
    replace(
      'workers/shared/actor.ts',
      `    kind: '${kind}',\n`,
      `    kind: '${kind}',\n    ...({ mutant: (globalThis as any).mutant }),\n`,
    )
  }
  replace(
    'workers/shared/context.ts',
    '  const reach = reachOf(scope.actor, action)\n',
    '  ;(globalThis as any).mutant = (scope.actor as any).mutant\n  const reach = reachOf(scope.actor, action)\n',
  )
  replace(
    'workers/shared/permissions.ts',
    '  const row: Row = actions[action].may\n',
    '  const row = mutated(action, actions[action].may)\n',
  )
  const file = join(scratch, 'workers/shared/permissions.ts')
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}
function mutated(action: string, row: Partial<Record<Role, Reach>>): Partial<Record<Role, Reach>> {
  let mutated = row
  for (const part of String((globalThis as any).mutant ?? '').split(';')) {
    const [kind, name, role, reach] = part.split(' ')
    if (kind === 'trace') console.log(\`trace:may \${action}\`)
    if (kind === 'may' && name === action) mutated = { ...mutated, [role as Role]: reach === 'none' ? undefined : reach }
  }
  return mutated
}
`,
  )
}
