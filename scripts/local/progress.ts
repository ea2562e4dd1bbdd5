/** Progress: one line per step, with what came of it. In a terminal the line is rewritten while it runs. */
const live = process.stdout.isTTY

export async function step<T>(
  what: string,
  run: (say: (now: string) => void) => Promise<T>,
  result?: (value: T) => string,
): Promise<T> {
  const began = Date.now()
  const say = (now: string) => {
    if (live) process.stdout.write(`\r\u001b[2K  ${what} … ${now}`)
  }
  say('')
  try {
    const value = await run(say)
    const took = `${((Date.now() - began) / 1000).toFixed(1)} s`
    process.stdout.write(`${live ? '\r\u001b[2K' : ''}  ${what}: ${result ? `${result(value)}, ` : ''}${took}\n`)
    return value
  } catch (error) {
    if (live) process.stdout.write('\r\u001b[2K')
    process.stdout.write(`  ${what}: failed\n`)
    throw error
  }
}
