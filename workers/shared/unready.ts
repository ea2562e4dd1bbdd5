/**
 * Something is not there yet that is no fault of the request: a Worker that does not run, a database that is not migrated. Costs its routes 503.
 *
 * @returns what a developer types to mend it; undefined for every other error.
 */
export function unready(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const missing = /Worker "([\w-]+)" not found/.exec(cause.message)?.[1]
    if (missing) return `${missing} does not run: npm run worker -- ${missing}`
    if (cause.message.includes('no such table'))
      return 'a database is not migrated: npm start and npx wrangler dev do it, elsewhere wrangler d1 migrations apply'
  }
  return undefined
}
