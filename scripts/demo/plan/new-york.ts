import type { RegisterPatient } from '../../../workers/patient/patients/contract.ts'
import type { Chance } from './random.ts'

/** People of New York: names from everywhere, SSNs of the range that is never issued, telephone numbers kept for fiction. */

const women = [
  'Mary',
  'Olivia',
  'Sofía',
  'Aaliyah',
  'Grace',
  'Hannah',
  'Mei',
  'Priya',
  'Fatima',
  'Ruth',
  'Rosa',
  'Zoë',
  'Elena',
  'Naomi',
  'Chloe',
  'Imani',
  'Katarzyna',
  'Yuki',
  'Beatriz',
  'Deborah',
  'Linda',
  'Tanisha',
  'Ingrid',
  'Amina',
  'Esther',
]
const men = [
  'James',
  'Michael',
  'José',
  'Malik',
  'David',
  'Wei',
  'Arjun',
  'Omar',
  'Samuel',
  'Luis',
  'Ethan',
  'André',
  'Dmitri',
  'Kwame',
  'Patrick',
  'Noah',
  'Hiroshi',
  'Mateusz',
  'Carlos',
  'Robert',
  'Anthony',
  'Tyrone',
  'Levi',
  'Yusuf',
  'Seán',
]
const families = [
  'Rivera',
  "O'Connell",
  'Chen',
  'Nguyen',
  'Johnson',
  'Williams',
  'García',
  'Cohen',
  'Patel',
  'Rossi',
  'Kowalski',
  'Washington',
  'Martínez',
  'Kim',
  'Okafor',
  'Haddad',
  'Müller',
  'Baptiste',
  'Goldberg',
  'Thompson',
  'Singh',
  'Ferrari',
  'Novak',
  'Diallo',
  'Petrov',
  'Hernández',
  'Brooks',
  'Lindqvist',
  'Murphy',
  "D'Angelo",
]
/** Names of places where a person has one. */
const mononyms = {
  female: ['Suhartini', 'Khin', 'Tsering', 'Ponni', 'Nasrin', 'Wahyuni', 'Lhamo'],
  male: ['Suparno', 'Aung', 'Tenzin', 'Murugan', 'Zabihullah', 'Mulyadi', 'Dorje'],
}
const places = [
  { city: 'Brooklyn', postalCode: '11201' },
  { city: 'Brooklyn', postalCode: '11231' },
  { city: 'New York', postalCode: '10002' },
  { city: 'New York', postalCode: '10009' },
  { city: 'Queens', postalCode: '11101' },
  { city: 'Staten Island', postalCode: '10301' },
]
const streets = [
  'Court St',
  'Atlantic Ave',
  'Henry St',
  'Clinton St',
  'Smith St',
  'Van Brunt St',
  'Delancey St',
  'Avenue B',
  'Vernon Blvd',
  'Richmond Ter',
  'Union St',
  'Hicks St',
]

export function newYorker(luck: Chance, birthDate: string, sex: 'female' | 'male', family?: string): RegisterPatient {
  const place = luck.pick(places)
  const mononym = !family && luck.often(0.07)
  const given = luck.pick(mononym ? mononyms[sex] : sex === 'female' ? women : men)
  const phone = () => `(${luck.pick(['212', '718', '917', '347'])}) 555-01${luck.digits(2)}`
  return {
    name: mononym
      ? { given }
      : {
          given: luck.often(0.3) ? `${given} ${luck.pick(['A.', 'J.', 'M.', 'R.', 'L.'])}` : given,
          family: family ?? luck.pick(families),
        },
    sex,
    birthDate,
    phone: luck.often(0.95) ? phone() : undefined,
    otherPhones: luck.often(0.15) ? [{ number: phone(), label: 'work' }] : [],
    email: luck.often(0.6)
      ? `${given
          .normalize('NFD')
          .toLowerCase()
          .replace(/[^a-z]/g, '')}.${luck.digits(3)}@mail.example`
      : undefined,
    address: {
      line: [
        `${luck.whole(2, 480)} ${luck.pick(streets)}${luck.often(0.6) ? `, Apt ${luck.whole(1, 9)}${luck.pick(['A', 'B', 'C', 'D'])}` : ''}`,
      ],
      city: place.city,
      state: 'NY',
      postalCode: place.postalCode,
      country: 'US',
    },
    identifiers: luck.often(0.7)
      ? [{ type: 'ssn', value: `9${luck.digits(2)}-${luck.whole(50, 65)}-${luck.digits(4)}` }]
      : [],
    language: luck.pick(['en', 'en', 'en', 'es', 'zh']),
    maritalStatus: luck.pick(['married', 'single', 'divorced']),
    coverages: luck.often(0.75)
      ? [
          {
            payer: luck.pick(['Empire BlueCross', 'Aetna', 'Medicare', 'Healthfirst', 'Cigna']),
            number: `${luck.pick(['YLD', 'W', 'H'])}${luck.digits(9)}`,
          },
        ]
      : [],
  }
}
