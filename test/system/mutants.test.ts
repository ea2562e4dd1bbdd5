import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readingOf } from '../../scripts/mutate/in-worker/reading.ts'
import { makeSwitchable } from '../../scripts/mutate/instrument.ts'
import type { Remedies } from '../../scripts/mutate/remedy.ts'

/** The mutation tester names texts of the sources. A text that has changed is found here, and not by whoever starts the long run months later. */

const root = join(import.meta.dirname, '../..')

test('every mutant can still be built into the sources', () => {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
  try {
    for (const file of globSync('{workers,gateway}/**/*.ts', { cwd: root })) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      copyFileSync(join(root, file), join(copy, file))
    }
    makeSwitchable(copy)
    expect(JSON.parse(readFileSync(join(copy, 'sites.json'), 'utf8')).length).toBeGreaterThan(200)
  } finally {
    rmSync(copy, { recursive: true })
  }
})

test.each([
  ['SELECT a FROM t WHERE c = ?', [1], 'SELECT a FROM t WHERE c = ?', [1]],
  ['DELETE FROM t WHERE c = ? RETURNING id', [1], 'SELECT * FROM t WHERE c = ?', [1]],
  [
    "UPDATE t SET a = ?, b = (SELECT ',' FROM u WHERE u.c = ?) WHERE t.c = ? RETURNING a",
    [1, 2, 3],
    "SELECT ? , (SELECT ',' FROM u WHERE u.c = ?) , 1 FROM t WHERE t.c = ?",
    [1, 2, 3],
  ],
  [
    'INSERT INTO t (a, b) VALUES (?, (SELECT d FROM u WHERE u.c = ?)) ON CONFLICT (a) DO UPDATE SET b = ?',
    [1, 2, 3],
    'SELECT * FROM ( VALUES (?, (SELECT d FROM u WHERE u.c = ?)) )',
    [1, 2],
  ],
  ['INSERT INTO t (a) SELECT d FROM u WHERE u.c = ? RETURNING a', [1], 'SELECT d FROM u WHERE u.c = ?', [1]],
])('what is read by %s', (text, params, reads, withThese) => {
  const reading = readingOf({ text, params })
  expect(reading?.text.replace(/\s+/g, ' ').trim()).toBe(reads)
  expect(reading?.params).toEqual(withThese)
})

test('every remedy that can be taken out stands once in its file, and its tests exist', async () => {
  const stale: string[] = []
  for (const module of globSync('scripts/mutate/remedies/*.ts', { cwd: root })) {
    const { remedies } = (await import(join(root, module))) as { remedies: Remedies }
    for (const { name, file, from, test, titled = '' } of remedies) {
      const times = readFileSync(join(root, file), 'utf8').split(from).length - 1
      if (times !== 1) stale.push(`${name}: ${file} has its text ${times} times`)
      if (!readFileSync(join(root, test), 'utf8').includes(titled))
        stale.push(`${name}: ${test} has no test of its title`)
    }
  }
  expect(stale).toEqual([])
})
