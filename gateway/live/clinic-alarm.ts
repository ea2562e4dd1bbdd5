import { type Actor, system } from '#shared/actor'
import type { GatewayBindings } from '../gateway.ts'

/** A clinic and its regional settings, as far as its alarm must know them: what a visit's time means there. */
export interface ClinicRegion {
  clinicId: string
  timezone: string
  /** Absent in an alarm that was set before it was known. */
  country?: string
  currency: string
  locale: string
}

export function regionOf(clinic: Omit<ClinicRegion, 'clinicId'> & { id: string }): ClinicRegion {
  const { id, timezone, country, currency, locale } = clinic
  return { clinicId: id, timezone, country, currency, locale }
}

/** The system, acting for a clinic in its own zone. */
export function systemIn(region: ClinicRegion, at: number): Actor {
  return { ...system(region.clinicId, at, crypto.randomUUID()), ...region, country: region.country ?? '' }
}

/** Milliseconds after which a freed time is offered: migrations/appointment/0012 says why. */
const pause = 10_000

/** After a write that may have freed a time: sets the clinic's alarm. The sweep does the same where that fails. */
export const offersFreedSlotLater = {
  after: (env: Pick<GatewayBindings, 'LIVE'>, actor: Actor) => wakeAt(env, actor, actor.at + pause),
}

/** After a write that leaves a freed time to the next waitlist entry at once. */
export const offersFreedSlotNow = {
  after: (env: Pick<GatewayBindings, 'LIVE'>, actor: Actor) => wakeAt(env, actor, actor.at),
}

function wakeAt({ LIVE }: Pick<GatewayBindings, 'LIVE'>, actor: Actor, at: number): Promise<void> {
  const { clinicId, timezone, country, currency, locale } = actor
  return LIVE.getByName(clinicId).wakeAt({ clinicId, timezone, country, currency, locale }, at)
}
