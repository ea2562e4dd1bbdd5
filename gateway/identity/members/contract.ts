import * as v from 'valibot'
import { flagText, id, page, paging, resource, wordsText } from '#shared/input/text'
import { roles } from '#shared/permissions'
import { staffRoles } from '../fields.ts'
import { relations } from '../relations/schema.ts'

export const Member = v.object({
  ...resource,
  account: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  roles: v.array(v.picklist(roles)),
  staffId: v.optional(v.string()),
  patients: v.array(v.object({ patientId: v.string(), relation: v.picklist(relations) })),
  disabled: v.boolean(),
  secondFactor: v.boolean(),
  lastSeenAt: v.optional(v.string()),
})
export type Member = v.InferOutput<typeof Member>

export const MemberPage = page(Member)

export const ListMembers = v.strictObject({
  ...paging,
  role: v.optional(wordsText(roles)),
  disabled: v.optional(flagText),
  patientId: v.optional(id),
})
export type ListMembers = v.InferOutput<typeof ListMembers>

export const ChangeMember = v.strictObject({
  roles: v.optional(staffRoles),
  disabled: v.optional(v.boolean()),
  staffId: v.optional(v.nullable(id)),
})
export type ChangeMember = v.InferOutput<typeof ChangeMember>

/** Somebody who reads records at the clinic, as whoever restricts one sees them. */
export const Clinician = v.object({ accountId: v.string(), name: v.string() })
export type Clinician = v.InferOutput<typeof Clinician>
export const ClinicianPage = page(Clinician)

/** Somebody who works at the clinic, as the patient that the account is itself. */
export interface ColleagueAsPatient {
  email: string
  patientIds: string[]
}
