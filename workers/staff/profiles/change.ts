import type { Context } from '#shared/context'
import type { ChangeStaff } from './contract.ts'
import { nameKey } from './name-key.ts'
import { type ChangedStaff, type StaffVersion, update } from './update.ts'

/** Change the profile: what is absent stays, null clears, arrays are replaced whole. */
export function changeStaff(context: Context, input: StaffVersion & { change: ChangeStaff }): ChangedStaff {
  const { change } = input
  const key = change.name === undefined ? {} : { nameKey: nameKey(change.name) }
  return update(context, input, { ...change, ...key }, 'staff.changed', { fields: Object.keys(change) })
}
