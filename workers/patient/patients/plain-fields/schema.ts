import { text } from 'drizzle-orm/sqlite-core'
import { forEachPlainField } from './contract.ts'

/** The columns of the plain fields: `contactTime` stands in `contact_time`. */
export const plainColumns = forEachPlainField(name =>
  text(name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)),
)
