import { unescapeCell } from '../../../../workers/shared/csv.ts'

export interface Sheet {
  headers: string[]
  rows: string[][]
  /** The file is not UTF-8 and was read as Windows text: accents may be wrong. */
  guessed: boolean
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

/**
 * A CSV file: UTF-8 with or without BOM, separated by comma, semicolon or tab, its first row the headers.
 *
 * @throws Unreadable where there is no table in it.
 */
export async function readSheet(file: File): Promise<Sheet> {
  const bytes = await file.arrayBuffer()
  const { text, guessed } = decode(bytes)
  if (text.includes('\u0000')) throw new Unreadable('not_text')
  const { default: papa } = await import('papaparse')
  const { data } = papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t', '|'] })
  const [first, ...rest] = data
  if (!first) throw new Unreadable('empty')
  if (rest.length === 0) throw new Unreadable('one_row')
  if (rest.length > maxRows) throw new Unreadable('too_many')
  const headers = first.map(header => header.trim())
  return { headers, guessed, rows: rest.map(row => headers.map((_, i) => unescapeCell((row[i] ?? '').trim()))) }
}

function decode(bytes: ArrayBuffer): { text: string; guessed: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true }
  }
}
