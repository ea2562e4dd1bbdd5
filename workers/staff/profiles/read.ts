import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { one } from './conditions.ts'
import type { StaffMember } from './contract.ts'
import { staff } from './schema.ts'
import { toStaff } from './view.ts'

/** One member of staff. Patients see no licences. */
export async function readStaff(context: Context, id: string): Promise<Result<StaffMember, 'not_found'>> {
  const [row] = await context.db.select().from(staff).where(one(context, id))
  return row ? ok(toStaff(row, context.actor)) : fail('not_found')
}
