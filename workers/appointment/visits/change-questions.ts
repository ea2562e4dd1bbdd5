import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import type { PlannedVisit } from '../booking-rules/length.ts'
import { askStaff, type StaffAnswer, staffAnswerFrom } from '../booking-rules/staff-answer.ts'
import type { Interval } from '../intervals.ts'
import { hoursInSpans, otherIdsOf, personsOf } from '../other-workers.ts'

/** Asks the other Workers about a planned visit; `askForAll` asks once for many changes. */
export type AskOtherWorkers = (
  context: Context<AppointmentEnv>,
  planned: PlannedVisit,
) => Promise<{ staffAnswer: StaffAnswer; linkedIds: string[] }>

export const askForOne: AskOtherWorkers = async (context, planned) => {
  const [staffAnswer, people] = await Promise.all([
    askStaff(context, planned.staffId, planned.assistantIds, planned.startsAt),
    personsOf(context, [planned.patientId], budgets.checkBeforeWrite),
  ])
  return { staffAnswer, linkedIds: otherIdsOf(people, planned.patientId) }
}

/** Ask for the hours of all new times and for the linked ids of all patients, in one question each. */
export async function askForAll(
  context: Context<AppointmentEnv>,
  { spans, staffIds, patientIds }: { spans: Interval[]; staffIds: string[]; patientIds: string[] },
): Promise<AskOtherWorkers> {
  const [hours, people] = await Promise.all([
    hoursInSpans(context, { spans, staffIds }, budgets.checkBeforeWrite),
    personsOf(context, [...new Set(patientIds)], budgets.checkBeforeWrite),
  ])
  return async (_, planned) => ({
    staffAnswer: await staffAnswerFrom(context, planned, hours),
    linkedIds: otherIdsOf(people, planned.patientId),
  })
}
