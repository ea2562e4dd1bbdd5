import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { amongIds } from './conditions.ts'
import type { StaffFacts } from './contract.ts'
import { staff } from './schema.ts'
import { toFacts } from './view.ts'

/**
 * What other Workers ask before they write or show something: a card per known id, whether the person takes visits and still works here.
 * Unknown ids and other clinics' are left out. At most 500 ids.
 */
export async function cards(context: Context, ids: string[]): Promise<Result<StaffFacts[]>> {
  if (ids.length === 0) return ok([])
  const rows = await context.db
    .select()
    .from(staff)
    .where(amongIds(context, ids.slice(0, 500)))
  return ok(rows.map(row => toFacts(row, context.at)))
}
