/** A statement as the SELECT of what it reads: what would be written, and which rows would go. */

interface Word {
  word: string
  at: number
}

/** The words, commas and parameters of a statement that stand outside of parentheses, quotes and comments; parameters everywhere. */
function scan(text: string): { words: Word[]; commas: number[]; parameters: number[] } {
  const words: Word[] = []
  const commas: number[] = []
  const parameters: number[] = []
  const token = /'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\/\*[\s\S]*?\*\/|--[^\n]*|[A-Za-z_]\w*|[(),?]/g
  let depth = 0
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '(') depth++
    else if (found === ')') depth--
    else if (found === '?') parameters.push(index)
    else if (depth === 0 && found === ',') commas.push(index)
    else if (depth === 0 && /^[A-Za-z_]/.test(found)) words.push({ word: found.toUpperCase(), at: index })
  }
  return { words, commas, parameters }
}

export interface Statement {
  text: string
  params: unknown[]
}

/** @returns undefined where a statement is none of those that are understood. */
export function readingOf({ text, params }: Statement): Statement | undefined {
  const { words, commas, parameters } = scan(text)
  const find = (word: string, from = 0) => words.find(one => one.word === word && one.at >= from)?.at
  const part = (from: number, to = text.length): Statement => ({
    text: text.slice(from, to),
    params: params.filter((_, i) => (parameters[i] ?? -1) >= from && (parameters[i] ?? -1) < to),
  })
  const joined = (...parts: (string | Statement)[]): Statement => ({
    text: parts.map(one => (typeof one === 'string' ? one : one.text)).join(' '),
    params: parts.flatMap(one => (typeof one === 'string' ? [] : one.params)),
  })
  const main = words.find(({ word }) => /^(?:SELECT|INSERT|REPLACE|UPDATE|DELETE)$/.test(word))
  if (!main) return undefined
  const before = part(0, main.at)
  const end = find('RETURNING', main.at)
  if (main.word === 'SELECT') return { text, params }
  if (main.word === 'DELETE') return joined(before, 'SELECT * FROM', part((find('FROM', main.at) ?? 0) + 4, end))
  if (main.word === 'UPDATE') {
    const set = find('SET', main.at)
    if (set === undefined) return undefined
    const where = find('WHERE', set)
    const from = find('FROM', set)
    const values = [
      set + 3,
      ...commas.filter(at => at > set && at < (from ?? where ?? end ?? text.length)).map(at => at + 1),
    ]
    const exprs = values.map((at, i) => {
      const to = i + 1 < values.length ? (values[i + 1] ?? 0) - 1 : (from ?? where ?? end)
      const equals = text.indexOf('=', at)
      return part(equals + 1, to)
    })
    const list = exprs.flatMap(one => [one, ','])
    const table = part(main.at + 6, set)
    const others = from === undefined ? [] : [',', part(from + 4, where ?? end)]
    return joined(
      before,
      'SELECT',
      ...list,
      '1 FROM',
      table,
      ...others,
      ...(where === undefined ? [] : [part(where, end)]),
    )
  }
  const values = find('VALUES', main.at)
  const conflict = words.find(
    ({ word, at }, i) => word === 'ON' && at > main.at && words[i + 1]?.word === 'CONFLICT',
  )?.at
  if (values !== undefined) return joined(before, 'SELECT * FROM (', part(values, conflict ?? end), ')')
  const select = words.find(({ word, at }) => at > main.at && (word === 'SELECT' || word === 'WITH'))?.at
  return select === undefined ? undefined : joined(before, part(select, conflict ?? end))
}
