import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import { type CancelFailure, cancel } from '../visits/cancel.ts'
import { changeAppointment } from '../visits/change.ts'
import type { Appointment, Cancel, ChangeAppointment, ChangeFailure, WithId } from '../visits/contract.ts'
import { cancelSeries } from './cancel.ts'
import { changeSeries } from './change.ts'

/** Change or cancel one visit, or with `scope` those of its series. A visit of no series is one, whatever the scope. */

export function changeInScope(
  context: Context<AppointmentEnv>,
  { id, version, change: { scope = 'one', ...change } }: { id: string; version: number; change: ChangeAppointment },
): Promise<Result<Appointment, ChangeFailure>> {
  if (scope === 'one') return changeAppointment(context, { id, version, change })
  return changeSeries(context, { id, version, change }, scope)
}

export function cancelInScope(
  context: Context<AppointmentEnv>,
  { scope = 'one', ...input }: WithId<Cancel>,
): Promise<Result<Appointment, CancelFailure>> {
  return scope === 'one' ? cancel(context, input) : cancelSeries(context, input, scope)
}
