import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
type Graph = Map<string, string[]>

/** The files of web/src with the files that each imports: values and types, static and lazy imports alike. */
function webImports(): Graph {
  const files = globSync('web/src/**/*.{ts,tsx}', { cwd: root })
  return new Map(
    files.map(file => {
      const text = readFileSync(join(root, file), 'utf8')
      const paths = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
      return [file, paths.map(([, path]) => join(dirname(file), path ?? ''))]
    }),
  )
}

/** The circles that a depth-first walk closes, each as `a → b → a`; every circle of the graph is among them or crosses one of them. */
function circlesOf(graph: Graph): string[] {
  const circles: string[] = []
  const walked = new Set<string>()
  const trail: string[] = []
  const walk = (file: string) => {
    if (trail.includes(file)) {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      return
    }
    if (walked.has(file)) return
    walked.add(file)
    trail.push(file)
    for (const next of graph.get(file) ?? []) walk(next)
    trail.pop()
  }
  for (const file of graph.keys()) walk(file)
  return circles
}

test('no files of the web app import each other in a circle', () => {
  expect(circlesOf(webImports())).toEqual([])
})

test('the imports that the circles are looked for in are found: static, lazy, of types and of style sheets', () => {
  const graph = webImports()
  expect(graph.get('web/src/pages/routes.ts')).toContain('web/src/pages/day/DayPage.tsx')
  expect(graph.get('web/src/shell/Shell.tsx')).toEqual(
    expect.arrayContaining(['web/src/shell/shell.css', 'web/src/parts/shortcuts.ts', 'web/src/shell/Search.tsx']),
  )
  expect(
    circlesOf(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b → c → b'])
})
