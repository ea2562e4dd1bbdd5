import { Temporal } from 'temporal-polyfill'
import type { RegisterPatient } from '../../../workers/patient/patients/contract.ts'
import type { DemoClinic } from '../clinics/clinic.ts'
import { type Body, bodyOf } from './body.ts'
import { type Chance, chance } from './random.ts'

/** Who comes to a clinic, worked out before the first call: the same for everyone, but for the day it is loaded on. */

export interface PlannedPatient {
  input: RegisterPatient
  /** Whole years; children go to the children's doctor. */
  age: number
  body: Body
  registeredAt: number
}

const day = 86_400_000

/** The names of the portal's people, an adult and a child of hers. */
const portal = {
  harapan: [
    { given: 'Maya', family: 'Kartika' },
    { given: 'Yuni', family: 'Kartika' },
  ],
  harborview: [{ given: 'Sofía', family: 'Rivera' }],
}

/** Patients 0 and 1 are the portal's: an adult, and a child that the adult stands for. */
export function planPatients(clinic: DemoClinic, now: number): PlannedPatient[] {
  const luck = chance(clinic.seed)
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(clinic.clinic.timezone).toPlainDate()
  const born = (age: number) => today.subtract({ years: age, days: luck.whole(1, 360) }).toString()
  const planned: PlannedPatient[] = []
  for (let i = 0; i < clinic.patients; i++) {
    const wanted = i === 1 ? 6 : i > 1 && luck.often(0.26) ? luck.whole(1, 13) : undefined
    const parent = wanted === undefined ? undefined : i === 1 ? planned[0] : parentOf(luck, planned, wanted)
    const age = (parent && wanted) ?? (i === 0 ? 34 : Math.min(94, Math.round(18 + luck.next() ** 1.4 * 72)))
    const sex = i < 2 ? 'female' : luck.often(0.54) ? 'female' : 'male'
    const input = clinic.person(luck, born(age), sex, parent?.input.name.family)
    const named = portal[clinic.key][i]
    if (named) input.name = named
    const whole = { ...input, ...circumstances(luck, i, age, today, parent) }
    const body = bodyOf(luck, age, sex, clinic.key === 'harborview')
    if (expects(luck, i, age, whole)) body.gestationDays = luck.whole(70, 255)
    // The young and the dead came lately: nobody is registered before birth, and a death that is known was known on that day.
    const daysAgo = age < 2 || whole.deceased ? 20 : 400
    planned.push({ input: whole, age, body, registeredAt: now - daysAgo * day + i * 60_000 })
  }
  return planned
}

/** Somebody of an age to have a child that old. */
function parentOf(luck: Chance, planned: PlannedPatient[], age: number): PlannedPatient | undefined {
  const fit = planned.filter(
    one => one.age - age >= 20 && one.age - age <= 40 && !one.input.deceased && one.input.phone,
  )
  return fit.length > 0 ? luck.pick(fit) : undefined
}

function expects(luck: Chance, i: number, age: number, { sex, deceased }: RegisterPatient): boolean {
  return i > 5 && sex === 'female' && !deceased && age >= 19 && age <= 39 && luck.often(0.55)
}

/** What makes some of them harder: a guardian, a death, a birth date that nobody knows. */
function circumstances(
  luck: Chance,
  i: number,
  age: number,
  today: Temporal.PlainDate,
  parent: PlannedPatient | undefined,
): Partial<RegisterPatient> {
  const made: Partial<RegisterPatient> = {}
  if (parent) {
    const name = [parent.input.name.given, parent.input.name.family].filter(Boolean).join(' ')
    const relation = parent.input.sex === 'female' ? 'mother' : 'father'
    made.contacts = [{ name, relation, phone: parent.input.phone, emergency: true, guardian: true }]
    made.phone = parent.input.phone
    made.address = parent.input.address
    made.maritalStatus = undefined
    made.email = undefined
  }
  if (age > 60 && luck.often(0.3)) made.maritalStatus = 'widowed'
  // Long enough ago for every day on which the demo may be loaded, in whole or in part.
  const ago = (months: number) => today.subtract({ months }).toString()
  if (i > 5 && age > 60 && luck.often(0.25))
    made.deceased = { date: luck.pick([ago(7), ago(14).slice(0, 7), ago(20).slice(0, 4), ago(25)]) }
  if (i > 5 && age > 40 && luck.often(0.14)) {
    made.birthDate = luck.often(0.7) ? String(today.year - age) : undefined
    made.identifiers = []
  }
  return made
}
