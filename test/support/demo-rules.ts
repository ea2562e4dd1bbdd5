import { Temporal } from 'temporal-polyfill'
import { type Case, cases } from '../../scripts/demo/plan/cases.ts'
import type { Person, Visit, Walked } from './demo-reader.ts'

/** What a clinician would stumble over. Each rule goes over the whole demo of a clinic and names what breaks it.
 * Long because the rules are one list, read in one sitting. */

type Rule = (walked: Walked) => string[]

const day = 86_400_000
const dateOf = ({ demo }: Walked, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(demo.clinic.timezone).toPlainDate()
const told = ({ person, startsAt, reason }: Visit) =>
  `${person.name}, ${new Date(startsAt).toISOString().slice(0, 16)}, ${reason}`

function ageOf(walked: Walked, { birthDate }: Person): number | undefined {
  if (!birthDate) return undefined
  const [year = 0, month = 1, date = 1] = birthDate.split('-').map(Number)
  return new Temporal.PlainDate(year, month, date).until(dateOf(walked, walked.now), { largestUnit: 'years' }).years
}

const examined = ({ visits }: Walked) => visits.flatMap(visit => (visit.vitals && visit.note ? [visit] : []))
/** Of those visits that took place: what was planned but not yet written counts for its plan alone. */
const written = (walked: Walked) =>
  examined(walked).filter(({ status }) => ['completed', 'in_progress'].includes(status))

function byPerson(visits: Visit[]): Visit[][] {
  const found = new Map<Person, Visit[]>()
  for (const visit of visits) found.set(visit.person, [...(found.get(visit.person) ?? []), visit])
  return [...found.values()].map(all => all.sort((a, b) => a.startsAt - b.startsAt))
}

/** Each two visits of one person that follow each other. */
const pairs = (visits: Visit[]) =>
  byPerson(visits).flatMap(all => all.slice(1).map((after, i) => ({ before: all[i] as Visit, after })))

const caseOf = ({ demo }: Walked, reason: string): Case | undefined =>
  cases[demo.language].find(one => one.reason === reason)
const offends = (visits: Visit[], breaks: (visit: Visit) => boolean | undefined, what: (visit: Visit) => string) =>
  visits.filter(breaks).map(visit => `${told(visit)}: ${what(visit)}`)

const expecting = ({ reason }: Visit) => ['Pemeriksaan kehamilan', 'Prenatal visit'].includes(reason)
const weeksIn = ({ note }: Visit) => Number(/(?:Hamil )?(\d+) (?:minggu|weeks)/.exec(note?.subjective ?? '')?.[1])
const harmful = /ibuprofen|amlodipin|lisinopril|captopril|simvastatin|doxycycl|doksisiklin|warfarin|metformin/i

export const rules: Record<string, Rule> = {
  'an adult keeps the height': walked =>
    pairs(examined(walked))
      .filter(({ after }) => (ageOf(walked, after.person) ?? 20) >= 18)
      .filter(({ before, after }) => Math.abs((before.vitals?.height ?? 0) - (after.vitals?.height ?? 0)) > 1)
      .map(({ after }) => told(after)),

  'within two weeks nobody gains or loses two kilograms': walked =>
    pairs(examined(walked))
      .filter(({ before, after }) => after.startsAt - before.startsAt < 15 * day)
      .filter(({ before, after }) => Math.abs((before.vitals?.weight ?? 0) - (after.vitals?.weight ?? 0)) >= 2)
      .map(({ before, after }) => `${told(after)}: ${before.vitals?.weight} and ${after.vitals?.weight} kg`),

  'weight goes with height': walked =>
    examined(walked).flatMap(visit => {
      const { weight = 0, height = 1 } = visit.vitals ?? {}
      const index = weight / (height / 100) ** 2
      const [low, high] = (ageOf(walked, visit.person) ?? 20) < 18 ? [12, 24] : [15, 42]
      return index >= low && index <= high ? [] : [`${told(visit)}: body mass index ${index.toFixed(1)}`]
    }),

  'a child is as tall as children of that age': walked =>
    examined(walked).flatMap(visit => {
      const age = ageOf(walked, visit.person) ?? 20
      const { height = 0 } = visit.vitals ?? {}
      return age >= 14 || Math.abs(height - (76 + 6 * age)) < 16 ? [] : [`${told(visit)}: ${height} cm at ${age}`]
    }),

  'a blood pressure is one that people walk about with': walked =>
    offends(
      examined(walked),
      ({ vitals }) =>
        vitals &&
        !(
          vitals.systolic >= 78 &&
          vitals.systolic <= 182 &&
          vitals.systolic - vitals.diastolic >= 20 &&
          vitals.diastolic >= 42
        ),
      ({ vitals }) => `${vitals?.systolic}/${vitals?.diastolic}`,
    ),

  'there is a fever where the complaint is one, and nowhere else': walked =>
    offends(
      examined(walked),
      ({ vitals, reason }) => {
        const wanted = caseOf(walked, reason)?.lean?.temperature
        const { temperature = 0 } = vitals ?? {}
        return wanted === undefined ? temperature >= 37.5 || temperature < 35.8 : Math.abs(temperature - wanted) > 0.4
      },
      ({ vitals }) => `${vitals?.temperature} °C`,
    ),

  'the pulse fits the age': walked =>
    offends(
      examined(walked),
      ({ person, vitals }) => {
        const [low, high] = (ageOf(walked, person) ?? 20) < 14 ? [66, 150] : [52, 118]
        return vitals && (vitals.pulse < low || vitals.pulse > high)
      },
      ({ vitals }) => `${vitals?.pulse}/min`,
    ),

  'who comes for blood pressure has a high one, and it falls under treatment': walked =>
    byPerson(examined(walked)).flatMap(all => {
      const of = (key: string) => all.find(visit => caseOf(walked, visit.reason)?.key === key)
      const [first, control] = [of('pressure'), of('pressure-again')]
      const high = first?.vitals?.systolic ?? 150
      if (first && high < 132) return [`${told(first)}: ${high} systolic`]
      return control && first && (control.vitals?.systolic ?? 0) >= high ? [`${told(control)}: does not fall`] : []
    }),

  "children are the children's doctor's, and nobody else is": walked =>
    offends(
      walked.visits,
      ({ person, field }) => {
        const age = ageOf(walked, person)
        if (field === 'dental' || age === undefined) return false
        return field === 'child' ? age >= 14 : age < 14
      },
      ({ staff, person }) => `${person.birthDate} at ${staff}`,
    ),

  'a complaint fits age and sex': walked =>
    offends(
      walked.visits,
      ({ person, reason }) => {
        const age = ageOf(walked, person)
        const fits = caseOf(walked, reason)?.fits
        if (age === undefined || !fits) return false
        const sex = person.sex === 'female' ? 'female' : 'male'
        const body = { height: 0, weight: 0, systolic: 0, pulse: 0 }
        // What the person lives with is not on the record: some life has to fit.
        return ![true, false].some(ill =>
          [undefined, 100].some(gestationDays =>
            fits({ age, sex, body: { ...body, hypertension: ill, diabetes: ill, gestationDays } }),
          ),
        )
      },
      ({ person }) => `${person.sex}, ${person.birthDate}`,
    ),

  'who expects a child is a woman of sixteen to forty-five': walked =>
    offends(
      walked.visits.filter(expecting),
      ({ person }) => person.sex !== 'female' || Math.abs((ageOf(walked, person) ?? 0) - 30.5) > 14.5,
      ({ person }) => `${person.sex}, ${person.birthDate}`,
    ),

  'a pregnancy grows by the weeks that have passed': walked =>
    pairs(examined(walked).filter(expecting))
      .filter(
        ({ before, after }) =>
          Math.abs(weeksIn(after) - weeksIn(before) - (after.startsAt - before.startsAt) / (7 * day)) > 1.1,
      )
      .map(({ before, after }) => `${told(after)}: ${weeksIn(before)}, then ${weeksIn(after)} weeks`),

  'a pregnancy is between eight and forty-two weeks, and the belly as high': walked =>
    offends(
      examined(walked).filter(expecting),
      visit => {
        const weeks = weeksIn(visit)
        const high = Number(/(?:TFU|Fundal height) (\d+) cm/.exec(visit.note?.objective ?? '')?.[1] ?? weeks)
        return !(weeks >= 8 && weeks <= 42 && Math.abs(high - weeks) <= 2)
      },
      ({ note }) => `${note?.subjective} ${note?.objective}`,
    ),

  'nothing that harms a pregnancy is written down for who expects': walked => {
    const mothers = new Set(walked.visits.filter(expecting).map(({ person }) => person))
    return offends(
      examined(walked).filter(({ person }) => mothers.has(person)),
      ({ note }) => harmful.test(`${note?.plan} ${note?.subjective}`),
      ({ note }) => note?.plan ?? '',
    )
  },

  'no two notes are the same': walked => {
    const seen = new Set<string>()
    return examined(walked).flatMap(visit => {
      const whole = JSON.stringify(visit.note)
      return seen.size === seen.add(whole).size ? [told(visit)] : []
    })
  },

  'nobody comes on one day twice, nor four times in a fortnight': walked =>
    byPerson(walked.visits.filter(({ status }) => status !== 'cancelled')).flatMap(all =>
      all.flatMap((visit, i) => {
        const [next, third] = [all[i + 1], all[i + 3]]
        const twice = next && dateOf(walked, next.startsAt).equals(dateOf(walked, visit.startsAt))
        return twice || (third && third.startsAt - visit.startsAt < 14 * day) ? [told(visit)] : []
      }),
    ),

  'a control that was asked for is there': walked =>
    byPerson(walked.visits).flatMap(all =>
      all.flatMap(visit => {
        const { after } = caseOf(walked, visit.reason) ?? {}
        const until = visit.startsAt + ((after?.days ?? 0) + 8) * day
        if (!after || visit.status !== 'completed' || until > walked.now + 14 * day) return []
        const wanted = cases[walked.demo.language].find(({ key }) => key === after.key)?.reason
        const found = all.some(
          ({ reason, startsAt }) => reason === wanted && startsAt > visit.startsAt && startsAt < until,
        )
        return found ? [] : [told(visit)]
      }),
    ),

  'a control follows what it controls': walked =>
    byPerson(walked.visits).flatMap(all =>
      all.flatMap(visit => {
        const control = caseOf(walked, visit.reason)
        if (!control?.control) return []
        const before = cases[walked.demo.language].find(({ after }) => after?.key === control.key)?.reason
        const found = all.some(({ reason, startsAt }) => reason === before && startsAt < visit.startsAt)
        return found ? [] : [told(visit)]
      }),
    ),

  'at least six members of staff have hours': ({ weeks }) => (weeks.size >= 6 ? [] : [[...weeks.keys()].join()]),

  'there are people with one name, guardians, the dead, and birth dates in part; two hundred at least': walked => {
    const { people } = walked
    const few = (what: string, least: number, has: (person: Person) => boolean) =>
      people.filter(has).length >= least ? [] : [`${people.filter(has).length} ${what}`]
    return [
      ...few('people', 200, () => true),
      ...few('with one name', 5, ({ mononym }) => mononym),
      ...few('with a guardian', 30, ({ contacts }) => contacts.some(({ guardian }) => guardian)),
      ...few('dead', 5, ({ deceased }) => deceased !== undefined),
      ...few('without a whole birth date', 5, ({ birthDate = '' }) => birthDate.length < 10),
    ]
  },

  'the dead do not come': walked =>
    offends(
      walked.visits,
      ({ person }) => person.deceased !== undefined,
      ({ person }) => `died ${person.deceased}`,
    ),

  'nobody is registered before birth, and who has died was born before': walked =>
    walked.people
      .filter(
        ({ birthDate = '0', registeredAt, deceased = '9' }) =>
          birthDate > dateOf(walked, registeredAt).toString() || deceased < birthDate,
      )
      .map(({ name, birthDate }) => `${name}, ${birthDate}`),

  'a visit is booked before it begins, and after the person was registered': walked =>
    offends(
      walked.visits,
      ({ bookedAt, startsAt, person }) => bookedAt > startsAt || bookedAt < person.registeredAt,
      ({ bookedAt }) => new Date(bookedAt).toISOString(),
    ),

  'a child has a guardian of an age to be a parent': walked =>
    walked.people.flatMap(child => {
      const age = ageOf(walked, child)
      if (age === undefined || age >= 14) return []
      const guardian = child.contacts.find(contact => contact.guardian)
      const parents = walked.people.filter(({ name, phone }) => name === guardian?.name && phone === guardian?.phone)
      const fits = (years: number | undefined) => years === undefined || (years - age >= 18 && years - age <= 45)
      return parents.some(parent => fits(ageOf(walked, parent))) ? [] : [`${child.name}, ${child.birthDate}`]
    }),

  'a visit goes forward: there, begun, over': walked =>
    offends(
      written(walked),
      ({ arrivedAt, startedAt, finishedAt }) =>
        (startedAt ?? Number.POSITIVE_INFINITY) < (arrivedAt ?? 0) ||
        (finishedAt ?? Number.POSITIVE_INFINITY) < (startedAt ?? 0),
      () => 'goes backward',
    ),

  'what is over is signed by who saw the person, and at most two past visits are left open': walked => {
    const unsigned = offends(
      walked.visits.filter(({ status }) => status === 'completed'),
      ({ signedBy, staff }) => signedBy !== walked.demo.staff.find(({ key }) => key === staff)?.name,
      ({ signedBy, staff }) => `${signedBy} signed for ${staff}`,
    )
    const open = walked.visits.filter(
      ({ status, startsAt }) =>
        startsAt < walked.now - day && ['booked', 'confirmed', 'arrived', 'in_progress'].includes(status),
    )
    return open.length <= 2 ? unsigned : [...unsigned, ...open.map(told)]
  },

  'a national number tells the birth date and the sex': walked =>
    walked.people
      .filter(({ nationalNumber, birthDate, sex }) => {
        if (!nationalNumber || birthDate?.length !== 10) return false
        const [year = '', month = '', date = ''] = birthDate.split('-')
        const told = String(Number(date) + (sex === 'female' ? 40 : 0)).padStart(2, '0')
        return nationalNumber.slice(6, 12) !== `${told}${month}${year.slice(2)}`
      })
      .map(({ name, nationalNumber }) => `${name}, ${nationalNumber}`),

  'today and the two weeks ahead are full': walked => {
    const today = dateOf(walked, walked.now)
    const days = Array.from({ length: 15 }, (_, i) => today.add({ days: i })).map(date => {
      const minutes = walked.demo.staff
        .filter(member => member.hours?.weekdays.includes(date.dayOfWeek) && !member.weeks)
        .flatMap(({ hours }) => hours?.sessions ?? [])
        .reduce((sum, [from, to]) => sum + Temporal.PlainTime.from(from).until(to).total('minutes'), 0)
      const taken = walked.visits
        .filter(({ startsAt, status }) => status !== 'cancelled' && dateOf(walked, startsAt).equals(date))
        .reduce((sum, visit) => sum + visit.minutes, 0)
      return { date: String(date), minutes, taken }
    })
    const sum = (of: 'minutes' | 'taken') => days.reduce((total, one) => total + one[of], 0)
    const empty = days.filter(({ minutes, taken }) => taken < minutes * 0.15).map(({ date }) => `${date} is empty`)
    return sum('taken') >= sum('minutes') * 0.45 ? empty : [...empty, `${sum('taken')} of ${sum('minutes')} minutes`]
  },
}

/** Of both clinics together: whoever works in both is in one of them a week. */
export function sharedWeeks([one, other]: Walked[]): string[] {
  const named = (walked: Walked | undefined, name: string) =>
    walked?.demo.staff.find(member => member.name === name)?.key
  const both = (one?.demo.staff ?? []).map(({ name }) => name).filter(name => named(other, name))
  if (both.length === 0) return ['nobody works in both clinics']
  return both.flatMap(name => {
    const weeks = (walked: Walked | undefined) => walked?.weeks.get(named(walked, name) ?? '') ?? []
    const seen = (walked: Walked | undefined) =>
      (walked?.visits ?? [])
        .filter(({ staff }) => staff === named(walked, name))
        .map(({ startsAt }) => {
          const date = dateOf(walked as Walked, startsAt)
          return date.subtract({ days: date.dayOfWeek - 1 }).toString()
        })
    const [here, there] = [new Set([...weeks(one), ...seen(one)]), [...weeks(other), ...seen(other)]]
    if (here.size < 3 || new Set(there).size < 3) return [`${name} works too seldom`]
    return there.filter(week => here.has(week)).map(week => `${name} is in both clinics in the week of ${week}`)
  })
}
