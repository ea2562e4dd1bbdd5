/**
 * Compressed JavaScript of every entry and page of the built web app against its budget; exits 1 where one is over.
 * An entry counts what it imports statically; a page counts what it adds to the shell.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

interface Chunk {
  file: string
  isEntry?: boolean
  isDynamicEntry?: boolean
  imports?: string[]
}

/** Kilobytes of brotli: the pages before one is signed in, then the shell, then what is larger than a page. `pages/day` holds the calendar. */
const budgets: Record<string, number> = {
  'sign-in/index.html': 40,
  'register/index.html': 40,
  'confirm/index.html': 40,
  'forgot/index.html': 40,
  'reset/index.html': 40,
  'invitation/index.html': 40,
  'screen/index.html': 10,
  'book/index.html': 30,
  'index.html': 160,
  'src/pages/day/DayPage.tsx': 210,
}
const anyPage = 80

const built = join(import.meta.dirname, '../dist/web')
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'))

function reach(key: string, into = new Set<string>()): Set<string> {
  const chunk = manifest[key]
  if (!chunk || into.has(chunk.file)) return into
  if (chunk.file.endsWith('.js')) into.add(chunk.file)
  for (const next of chunk.imports ?? []) reach(next, into)
  return into
}

const sizes = new Map<string, number>()
function kilobytes(file: string): number {
  let size = sizes.get(file)
  if (size === undefined) {
    size = brotliCompressSync(readFileSync(join(built, file))).length / 1000
    sizes.set(file, size)
  }
  return size
}

const shell = reach('index.html')
let over = false
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isEntry && !chunk.isDynamicEntry) continue
  const files = [...reach(key)].filter(file => chunk.isEntry || !shell.has(file))
  const size = files.reduce((sum, file) => sum + kilobytes(file), 0)
  const budget = budgets[key] ?? anyPage
  if (size > budget) over = true
  console.log(
    `${size > budget ? 'OVER' : ' ok '} ${size.toFixed(1).padStart(6)} of ${String(budget).padStart(3)} kB  ${key}`,
  )
}
process.exit(over ? 1 : 0)
