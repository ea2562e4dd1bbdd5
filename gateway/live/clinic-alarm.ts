import { type Actor, system } from '#shared/actor'
import type { GatewayBindings } from '../gateway.ts'

/** A clinic as far as its clock must know it: what a visit's time means there. */
export interface Place {
  clinicId: string
  timezone: string
  currency: string
  locale: string
}

export function placeOf(clinic: { id: string; timezone: string; currency: string; locale: string }): Place {
  return { clinicId: clinic.id, timezone: clinic.timezone, currency: clinic.currency, locale: clinic.locale }
}

/** The system, acting in a clinic's own zone. */
export function systemAt(place: Place, at: number): Actor {
  return { ...system(place.clinicId, at, crypto.randomUUID()), ...place }
}

/** Milliseconds after which a freed time is offered: migrations/appointment/0012 says why. */
const pause = 10_000

/** What follows where a time may have come free: sets the clinic's clock. The sweep is behind it where that fails. */
export const freesTime = {
  after: (env: Pick<GatewayBindings, 'LIVE'>, actor: Actor) => wakeAt(env, actor, actor.at + pause),
}

/** What follows where a time goes to the next one at once. */
export const passesOn = {
  after: (env: Pick<GatewayBindings, 'LIVE'>, actor: Actor) => wakeAt(env, actor, actor.at),
}

function wakeAt({ LIVE }: Pick<GatewayBindings, 'LIVE'>, actor: Actor, at: number): Promise<void> {
  const { clinicId, timezone, currency, locale } = actor
  return LIVE.getByName(clinicId).wakeAt({ clinicId, timezone, currency, locale }, at)
}
