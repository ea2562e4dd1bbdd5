import { separatorOf } from './separator.ts'

/** One row of a file that is not empty: its cells, and the line on which it begins, counted from 1. */
export interface TableRow {
  cells: string[]
  line: number
}

/** A quotation mark with which something is wrong, and what stands there. */
export interface QuoteProblem {
  line: number
  /**
   * `unclosed`: no second mark follows. `text_behind`: something stands between the second mark and the next cell. `many_rows`: what is
   * quoted holds whole rows, and a mark too many may have swallowed them.
   */
  kind: 'unclosed' | 'text_behind' | 'many_rows'
  text: string
}

interface Row {
  cells: string[]
  /** Where the next row begins. */
  end: number
  problem?: QuoteProblem['kind']
}

/**
 * The rows of a CSV text (RFC 4180; lines may end in any way) and the quotation marks with which something is wrong.
 *
 * @param marks what becomes of such a line: by `rules` the marks hold a cell together, `plain` reads them on that line as text.
 */
export function parseTable(text: string, marks: 'rules' | 'plain'): { rows: TableRow[]; problems: QuoteProblem[] } {
  const { separator, usual, skip } = separatorOf(text)
  const rows: TableRow[] = []
  const problems: QuoteProblem[] = []
  let line = linesIn(text, 0, skip) + 1
  for (let at = skip; at < text.length; ) {
    const read = rowAt(text, at, separator, usual)
    if (read.problem) problems.push({ line, kind: read.problem, text: lineAt(text, at).slice(0, 200) })
    const row = read.problem && marks === 'plain' ? plainRowAt(text, at, separator) : read
    if (row.cells.some(cell => cell.trim() !== '')) rows.push({ cells: row.cells, line })
    line += linesIn(text, at, row.end)
    at = row.end
  }
  return { rows, problems }
}

const lineEnd = /\r\n?|\n/g

function linesIn(text: string, from: number, to: number): number {
  return text.slice(from, to).match(lineEnd)?.length ?? 0
}

function lineAt(text: string, at: number): string {
  return text.slice(at, endOfLine(text, at))
}

function endOfLine(text: string, at: number): number {
  const end = /[\r\n]/g
  end.lastIndex = at
  return end.exec(text)?.index ?? text.length
}

function behindLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
}

/** The line as it stands; a mark at the end of a cell is not part of it. */
function plainRowAt(text: string, at: number, separator: string): Row {
  const end = endOfLine(text, at)
  const cells = text.slice(at, end).split(separator)
  return { cells: cells.map(cell => cell.trim().replace(/^"|"$/g, '')), end: behindLineEnd(text, end) }
}

function rowAt(text: string, start: number, separator: string, usual: number): Row {
  const cells: string[] = []
  let lineStop = endOfLine(text, start)
  let problem: QuoteProblem['kind'] | undefined
  for (let at = start; ; ) {
    let cell = ''
    if (text[at] === '"') {
      const quoted = quotedAt(text, at)
      if (!quoted) return { cells, end: text.length, problem: 'unclosed' }
      cell = quoted.cell
      at = quoted.end
      const swallowed = cell.split(lineEnd).slice(1)
      if (usual > 0 && swallowed.some(one => one.split(separator).length > usual)) problem ??= 'many_rows'
    }
    if (at > lineStop) lineStop = endOfLine(text, at)
    const line = text.slice(at, lineStop)
    const next = line.indexOf(separator)
    const rest = next < 0 ? line : line.slice(0, next)
    if (cell !== '' && rest.trim() !== '') problem ??= 'text_behind'
    cells.push(cell === '' ? rest : cell + rest.trimEnd())
    if (next < 0) return { cells, end: behindLineEnd(text, lineStop), problem }
    at += next + 1
  }
}

/** A cell in quotation marks, two of which inside it stand for one. */
function quotedAt(text: string, at: number): { cell: string; end: number } | undefined {
  let cell = ''
  for (let from = at + 1; ; ) {
    const mark = text.indexOf('"', from)
    if (mark < 0) return undefined
    cell += text.slice(from, mark)
    if (text[mark + 1] !== '"') return { cell, end: mark + 1 }
    cell += '"'
    from = mark + 2
  }
}
