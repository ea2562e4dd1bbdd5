/** Something the person at the keyboard can mend: shown as its one sentence, without a stack. */
export class Trouble extends Error {
  override name = 'Trouble'
}

/** Run a script's main function; a Trouble is one line on standard error and exit code 1. */
export async function main(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    process.stderr.write(
      error instanceof Trouble ? `\n  ${error.message}\n\n` : `\n${error instanceof Error ? error.stack : error}\n`,
    )
    process.exitCode = 1
  }
}
