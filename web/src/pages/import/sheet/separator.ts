const separators = [',', ';', '\t', '|']

export interface Separated {
  separator: string
  /** How many separators most lines have. */
  usual: number
  /** Characters in front of the table: the line `sep=;`, which a spreadsheet writes for itself. */
  skip: number
}

/** What separates the cells: what the file says (`sep=;`), else what most of its first lines have equally often. */
export function separatorOf(text: string): Separated {
  const said = /^\uFEFF?"?sep=(.)"?\s*?(?:\r\n?|\n|$)/i.exec(text)
  const skip = said?.[0].length ?? (text.startsWith('\uFEFF') ? 1 : 0)
  const lines = text
    .slice(skip, skip + 60_000)
    .split(/\r\n?|\n/)
    .filter(line => line.trim() !== '')
    .slice(0, 60)
    // What stands in quotes separates nothing.
    .map(line => line.replace(/"[^"]*"/g, ''))
  const best = (said?.[1] ? [said[1]] : separators)
    .map(separator => ({ separator, ...usualCount(lines, separator) }))
    .reduce((one, two) => (two.lines > one.lines || (two.lines === one.lines && two.usual > one.usual) ? two : one))
  return { separator: best.separator, usual: best.usual, skip }
}

/** The count that most lines share, none aside, and how many lines those are. */
function usualCount(lines: string[], separator: string): { usual: number; lines: number } {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = line.split(separator).length - 1
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  const [usual, shared] = [...counts].reduce((one, two) => (two[1] > one[1] ? two : one), [0, 0])
  return { usual, lines: shared }
}
