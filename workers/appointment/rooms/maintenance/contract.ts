import * as v from 'valibot'
import { moment, page, paging, resource, text } from '#shared/input/text'

/** What others may know of times in which a room is under maintenance. */

export const AddMaintenance = v.strictObject({ startsAt: moment, endsAt: moment, reason: text(200) })
export type AddMaintenance = v.InferOutput<typeof AddMaintenance>

export const ListMaintenance = v.strictObject({ from: v.optional(moment), to: v.optional(moment), ...paging })
export type ListMaintenance = v.InferOutput<typeof ListMaintenance>

export const Maintenance = v.object({
  ...resource,
  roomId: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.string(),
})
export type Maintenance = v.InferOutput<typeof Maintenance>

export const MaintenancePage = page(Maintenance)
export type MaintenancePage = v.InferOutput<typeof MaintenancePage>
