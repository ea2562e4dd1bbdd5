import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Never holds a row; see migrations/appointment/0007. */
export const refusedWrite = sqliteTable('refused_write', { word: text().notNull() })
