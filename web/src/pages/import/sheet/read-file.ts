import { unescapeCell } from '../../../../../workers/shared/csv.ts'
import { decode } from './decode.ts'
import { headerCandidates, headerRowOf } from './find-header.ts'
import { parseTable, type QuoteProblem, type TableRow } from './parse-table.ts'

/** A table: its headers, the rows below them with the lines on which they begin, and the rows above, one of which may be chosen instead. */
export interface Sheet {
  above: TableRow[]
  headers: string[]
  headerLine: number
  /** A row is longer than the headers where it has cells too many. */
  rows: string[][]
  lines: number[]
}

export interface ReadFile {
  text: string
  /** The file is neither UTF-8 nor UTF-16 and was read as Windows text: accents may be wrong. */
  guessed: boolean
  /** What is wrong with its quotation marks. Nothing goes on before somebody has decided. */
  problems: QuoteProblem[]
}

/** Rows that one import may hold: what a browser still shows without stutter. */
export const maxRows = 20_000

export class Unreadable extends Error {
  readonly reason: 'empty' | 'one_row' | 'too_many' | 'not_text'
  constructor(reason: Unreadable['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** @throws Unreadable where the file is no text. */
export async function readFile(file: Blob): Promise<ReadFile> {
  const { text, guessed } = decode(new Uint8Array(await file.arrayBuffer()))
  if (text.includes('\u0000')) throw new Unreadable('not_text')
  return { text, guessed, problems: parseTable(text, 'plain').problems }
}

/**
 * The table in a text, separated by comma, semicolon, tab or bar. The headers are found, whatever stands above them.
 *
 * @throws Unreadable where there is no table in it.
 */
export function sheetOf(text: string, marks: 'rules' | 'plain'): Sheet {
  const { rows } = parseTable(text, marks)
  if (rows.length === 0) throw new Unreadable('empty')
  if (rows.length > maxRows + headerCandidates) throw new Unreadable('too_many')
  const clean = rows.map(({ cells, line }) => ({ line, cells: trimmed(cells.map(cell => cellText(cell))) }))
  const sheet = withHeader(clean, headerRowOf(clean))
  if (sheet.rows.length === 0) throw new Unreadable('one_row')
  if (sheet.rows.length > maxRows) throw new Unreadable('too_many')
  return sheet
}

/** The table with another of its rows as the headers. */
export function withHeader(rows: TableRow[], at: number): Sheet {
  const header = rows[at] ?? { cells: [], line: 1 }
  const below = rows.slice(at + 1)
  const headers = header.cells.map(cell => cell.replace(/\s+/g, ' '))
  return {
    above: rows.slice(0, at),
    headers,
    headerLine: header.line,
    rows: below.map(({ cells }) => [...cells, ...headers.slice(cells.length).map(() => '')]),
    lines: below.map(({ line }) => line),
  }
}

/** Every row of a table again, from the first above the headers. */
export function rowsOf({ above, headers, headerLine, rows, lines }: Sheet): TableRow[] {
  const below = rows.map((cells, i) => ({ cells: trimmed(cells), line: lines[i] ?? 0 }))
  return [...above, { cells: headers, line: headerLine }, ...below]
}

/** Without the empty cells at its end, which spreadsheets add. */
function trimmed(cells: string[]): string[] {
  const last = cells.findLastIndex(cell => cell !== '')
  return cells.slice(0, last + 1)
}

/** What a cell says: without the formula (`="0812"`) or the apostrophe (`'0812`) by which a spreadsheet keeps a number as text. */
export function cellText(cell: string): string {
  const text = cell.trim()
  const formula = /^="(.*)"$/s.exec(text)?.[1]
  if (formula !== undefined) return formula.replaceAll('""', '"').trim()
  return unescapeCell(text.replace(/^['‘’](?=\+?\d)/, ''))
}
