import { createMiddleware } from 'hono/factory'
import { type Actor, system } from '#shared/actor'
import type { Gateway } from '../gateway.ts'

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

/** For routes after which a time may have come free: sets the clinic's clock. The sweep is behind it where that fails. */
export const freesTime = createMiddleware<Gateway>(async (c, next) => {
  await next()
  if (!c.res.ok) return
  const { clinicId, timezone, currency, locale } = c.var.actor
  const clock = c.env.LIVE.getByName(clinicId)
  c.executionCtx.waitUntil(clock.wakeAt({ clinicId, timezone, currency, locale }, c.var.at + pause))
})

/** For routes after which a time goes to the next one at once. */
export const passesOn = createMiddleware<Gateway>(async (c, next) => {
  await next()
  if (!c.res.ok) return
  const { clinicId, timezone, currency, locale } = c.var.actor
  const clock = c.env.LIVE.getByName(clinicId)
  c.executionCtx.waitUntil(clock.wakeAt({ clinicId, timezone, currency, locale }, c.var.at))
})
