import type { Chance } from './random.ts'

/** What stays the same about a person's body from visit to visit. */
export interface Body {
  /** Centimetres. */
  height: number
  /** Kilograms today; before a pregnancy for those who expect. */
  weight: number
  systolic: number
  pulse: number
  hypertension: boolean
  diabetes: boolean
  /** How far a pregnancy is on the day the demo is loaded; absent where there is none. */
  gestationDays?: number
}

export interface DemoVitals {
  systolic: number
  diastolic: number
  pulse: number
  temperature: number
  saturation: number
  weight: number
  height: number
}

/** How a complaint moves what is measured. */
export interface Lean {
  /** Degrees Celsius. */
  temperature?: number
  /** Beats per minute more than usual. */
  pulse?: number
  /** Millimetres of mercury less than at the first visit: the treatment works. */
  treated?: number
}

const rounded = (value: number) => Math.round(value * 10) / 10

export function bodyOf(luck: Chance, age: number, sex: 'female' | 'male', tall: boolean): Body {
  if (age < 18) return childBody(luck, age)
  const middle = (sex === 'female' ? 156 : 168) + (tall ? 7 : 0)
  const height = Math.round(luck.around(middle, 10))
  const bmi = luck.around(tall ? 26 : 24, 6)
  const hypertension = age >= 40 && luck.often(0.34)
  return {
    height,
    weight: rounded(bmi * (height / 100) ** 2),
    systolic: Math.round(hypertension ? luck.around(150, 8) : luck.around(117, 9)),
    pulse: Math.round(luck.around(74, 9)),
    hypertension,
    diabetes: age >= 40 && luck.often(0.2),
  }
}

/** About the middle of the growth charts, a little to either side. */
function childBody(luck: Chance, age: number): Body {
  const height = Math.round((76 + 6 * age) * (1 + (luck.next() - 0.5) * 0.08))
  const bmi = luck.around(age < 6 ? 15.8 : 13.6 + age * 0.4, 1.2)
  return {
    height,
    weight: rounded(bmi * (height / 100) ** 2),
    systolic: Math.round(luck.around(88 + age * 1.6, 5)),
    pulse: Math.round(luck.around(118 - age * 3, 7)),
    hypertension: false,
    diabetes: false,
  }
}

/** What is measured on a day, counted from the one on which the demo is loaded: the person's own, but for what a day and a complaint change. */
export function vitalsOn(luck: Chance, body: Body, day: number, lean: Lean = {}): DemoVitals {
  const expecting = body.gestationDays === undefined ? 0 : Math.max(0, (body.gestationDays + day - 84) / 7) * 0.4
  const systolic = Math.round(body.systolic - (lean.treated ?? 0) + luck.whole(-4, 4))
  return {
    systolic,
    diastolic: Math.round(systolic * 0.63 + luck.whole(-3, 3)),
    pulse: body.pulse + (lean.pulse ?? 0) + luck.whole(-4, 4),
    temperature:
      lean.temperature === undefined ? luck.around(36.6, 0.3) : rounded(lean.temperature + luck.whole(-2, 2) / 10),
    saturation: luck.whole(96, 99),
    weight: rounded(body.weight + expecting + luck.whole(-4, 4) / 10),
    height: body.height,
  }
}
