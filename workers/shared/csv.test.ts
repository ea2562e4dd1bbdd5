import { expect, test } from 'vitest'
import { csvCell, escapeCell } from './csv.ts'

/** The cells that a spreadsheet makes of a line when it takes this for the separator, and knows no quotes. */
const cellsBy = (line: string, separator: string) => line.split(separator).map(cell => cell.replace(/^[\s"]+/, ''))

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1']
const before = ['', 'x,', 'x;', 'x\t', 'x|', 'x:', 'x ', 'x\n', 'x\r\n', '"', 'x;"', 'x; ', 'x\u00a0', '\t', '\r']

test.each(before.flatMap(start => formulas.map(formula => [start + formula])))(
  'no separator makes a formula of %j',
  text => {
    const line = csvCell(text)
    for (const separator of [',', ';', '\t', '|', ':', ' ', '\n', '\r', '"']) {
      for (const cell of cellsBy(line, separator)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/)
    }
  },
)

test('what is no formula stays as it is', () => {
  for (const text of ['Siti', 'Al-Amin', '2026-03-02', 'a+b', 'sari@example.test', "'s-Gravenhage"]) {
    expect(escapeCell(text)).toBe(text)
  }
  expect(csvCell('a "b", c')).toBe('"a ""b"", c"')
})
