import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import type { Plan } from '../booking-rules/length.ts'
import { type Asked, askedOf, askStaff } from '../booking-rules/staff-answer.ts'
import type { Interval } from '../intervals.ts'
import { hoursInSpans, othersOf, personsOf } from '../other-workers.ts'

/** What the other Workers say for a plan; many changes at once ask before, in one question. */
export type Ask = (context: Context<AppointmentEnv>, plan: Plan) => Promise<{ asked: Asked; linkedIds: string[] }>

export const askNow: Ask = async (context, plan) => {
  const [asked, people] = await Promise.all([
    askStaff(context, plan.staffId, plan.assistantIds, plan.startsAt),
    personsOf(context, [plan.patientId], budgets.checkBeforeWrite),
  ])
  return { asked, linkedIds: othersOf(people, plan.patientId) }
}

/** The hours of every new time and who the patients are, each asked in one question. */
export async function askBefore(
  context: Context<AppointmentEnv>,
  { spans, staffIds, patientIds }: { spans: Interval[]; staffIds: string[]; patientIds: string[] },
): Promise<Ask> {
  const [hours, people] = await Promise.all([
    hoursInSpans(context, { spans, staffIds }, budgets.checkBeforeWrite),
    personsOf(context, [...new Set(patientIds)], budgets.checkBeforeWrite),
  ])
  return async (_, plan) => ({
    asked: await askedOf(context, plan, hours),
    linkedIds: othersOf(people, plan.patientId),
  })
}
