import { expect, test } from 'vitest'
import { decode } from './decode.ts'
import { parseTable } from './parse-table.ts'
import { cellText, readFile, rowsOf, sheetOf, withHeader } from './read-file.ts'
import { separatorOf } from './separator.ts'

const rows = (text: string, marks: 'rules' | 'plain' = 'rules') =>
  parseTable(text, marks).rows.map(({ cells }) => cells)

const utf16 = (text: string, mark: boolean) => {
  const units = [...(mark ? ['\uFEFF'] : []), ...text].map(letter => letter.charCodeAt(0))
  return new Uint8Array(units.flatMap(unit => [unit & 0xff, unit >> 8]))
}

test.each([
  ['UTF-8', new TextEncoder().encode('Zoë,é'), 'Zoë,é', false],
  ['UTF-16 with its mark', utf16('Nama\tTelepon\n', true), 'Nama\tTelepon\n', false],
  ['UTF-16 without it', utf16('Nama\tTelepon\n', false), 'Nama\tTelepon\n', false],
  ['UTF-16, big end first', utf16('Nama\n', true).map((_, i, all) => all[i ^ 1] ?? 0), 'Nama\n', false],
  ['Windows text', new Uint8Array([0x5a, 0x6f, 0xeb]), 'Zoë', true],
])('%s is read', (_, bytes, text, guessed) => expect(decode(bytes)).toEqual({ text, guessed }))

test.each([
  ['a,b\n1,2\n', ','],
  ['nama;alamat\nA;Jl. B, RT 1\nC;Jl. D, RT 2\n', ';'],
  ['Daftar, per 1 November\n\nnama;lahir\nA;1990\nB;1991\n', ';'],
  ['sep=;\nnama\nA\n', ';'],
  ['"sep=|"\r\na|b,c\r\n', '|'],
  ['a\tb\n', '\t'],
  ['"a;b;c;d",e\n"f;g;h;i",j\n', ','],
])('%j is separated by %j', (text, separator) => expect(separatorOf(text).separator).toBe(separator))

test('cells in quotation marks hold separators, marks and lines', () => {
  expect(rows('a,b\r\n"1,""2""","x\ny"\r\n\r\n,\r\n3,5" pipe')).toEqual([
    ['a', 'b'],
    ['1,"2"', 'x\ny'],
    ['3', '5" pipe'],
  ])
})

test('lines are counted as the file has them', () => {
  const { rows } = parseTable('\n"a\nb",1\n\n\nc,2\n', 'rules')
  expect(rows.map(({ line }) => line)).toEqual([2, 6])
})

test('a mark that is never closed is told with its line and swallows nothing', () => {
  const text = 'nama,hp,catatan\nAni,1,"alergi\nBudi,2,\nCici,3,\n'
  expect(parseTable(text, 'plain')).toMatchObject({
    problems: [{ line: 2, kind: 'unclosed', text: 'Ani,1,"alergi' }],
    rows: [{ line: 1 }, { cells: ['Ani', '1', 'alergi'] }, { cells: ['Budi', '2', ''] }, { cells: ['Cici', '3', ''] }],
  })
})

test('a mark that is closed rows later by another stray one is told, too', () => {
  const text = 'nama,hp,catatan\nAni,1,"alergi\nBudi,2,\nCici,3,obat"\nDodi,4,\n'
  expect(parseTable(text, 'plain').problems).toMatchObject([{ line: 2, kind: 'many_rows' }])
  expect(rows(text, 'plain').map(([name]) => name)).toEqual(['nama', 'Ani', 'Budi', 'Cici', 'Dodi'])
  expect(rows(text, 'rules')).toHaveLength(3)
})

test('text behind a mark is told, and neither an address of two lines nor a mark inside a cell is', () => {
  expect(parseTable('a,b,c\n"Ani" S.,2,3\n', 'plain')).toMatchObject({
    problems: [{ line: 2, kind: 'text_behind' }],
    rows: [{}, { cells: ['Ani" S.', '2', '3'] }],
  })
  expect(parseTable('a,b,c\n1,"Jl. A,\nBlok B",3\n5" x,2,3\n', 'plain').problems).toEqual([])
})

test('forty thousand lines are read at once, whatever separates them', () => {
  const text = 'nama\n'.repeat(40_000)
  const begun = performance.now()
  expect(rows(text)).toHaveLength(40_000)
  expect(rows(`${'a;b,c;d\n'.repeat(40_000)}`)).toHaveLength(40_000)
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('headers are found under a title, and another row may be chosen', () => {
  const sheet = sheetOf('sep=;\nDaftar pasien\n\nNama;Tgl lahir;;\nNina;05/06/1988;\n', 'rules')
  expect(sheet).toEqual({
    above: [{ cells: ['Daftar pasien'], line: 2 }],
    headers: ['Nama', 'Tgl lahir'],
    headerLine: 4,
    rows: [['Nina', '05/06/1988']],
    lines: [5],
  })
  const other = withHeader(rowsOf(sheet), 0)
  expect(other).toMatchObject({
    headers: ['Daftar pasien'],
    lines: [4, 5],
    rows: [
      ['Nama', 'Tgl lahir'],
      ['Nina', '05/06/1988'],
    ],
  })
  expect(withHeader(rowsOf(other), 1)).toEqual(sheet)
})

test('a row keeps the cells that it has too many, and gets those that it lacks', () => {
  expect(sheetOf('nama,kota\nA,B,C\nD\n', 'rules').rows).toEqual([
    ['A', 'B', 'C'],
    ['D', ''],
  ])
})

test.each([
  ['="0812"', '0812'],
  ["'0812", '0812'],
  ["'+62 812", '+62 812'],
  ["O'Brien", "O'Brien"],
  ["'s-Gravenhage", "'s-Gravenhage"],
  ['=1+1', '=1+1'],
])('the cell %s says %s', (cell, text) => expect(cellText(cell)).toBe(text))

test('what is no text, or no table, is refused', async () => {
  await expect(readFile(new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 8])]))).rejects.toMatchObject({
    reason: 'not_text',
  })
  expect(() => sheetOf('\n \n', 'rules')).toThrow(expect.objectContaining({ reason: 'empty' }))
  expect(() => sheetOf('nama,hp\n', 'rules')).toThrow(expect.objectContaining({ reason: 'one_row' }))
})
