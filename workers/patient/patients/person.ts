import { localDate } from '#shared/time'
import type { HeldIdentifier } from '../identifiers.ts'
import { isIdeographic } from '../search/name-tokens.ts'
import { type Findable, searchForm } from '../search/search-terms.ts'
import type { RegisterPatient } from './contract.ts'
import { plainColumnsOf } from './plain-fields/view.ts'
import type { PatientRow } from './schema.ts'

/** The whole name where only its parts were said: given before family, and for names written without spaces the family in front. */
export function wholeName({ given, family, text }: RegisterPatient['name']): string {
  if (text) return text
  if (given && family && isIdeographic(family + given)) return `${family}${given}`
  return [given, family].filter(Boolean).join(' ')
}

/** What a schema cannot know: today. A date counts as later only where the known part of it is. */
export function dateProblems(
  { birthDate, deceased }: Pick<RegisterPatient, 'birthDate' | 'deceased'>,
  { at, actor }: { at: number; actor: { timezone: string } },
): { path: string; rule: string }[] {
  const today = localDate(at, actor.timezone)
  const after = (one: string, two: string) => {
    const known = Math.min(one.length, two.length)
    return one.slice(0, known) > two.slice(0, known)
  }
  const died = deceased?.date
  return [
    ...(birthDate && after(birthDate, today) ? [{ path: 'birthDate', rule: 'in_the_future' }] : []),
    ...(died && after(died, today) ? [{ path: 'deceased.date', rule: 'in_the_future' }] : []),
    ...(died && birthDate && after(birthDate, died) ? [{ path: 'deceased.date', rule: 'before_birth' }] : []),
  ]
}

type Owned =
  | 'id'
  | 'clinicId'
  | 'recordNumber'
  | 'archivedAt'
  | 'unverified'
  | 'verifiedWith'
  | 'registeredOnline'
  | 'mergedInto'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
  | 'state'

/** The columns that a person's own data fill, and the form of the terms that go with them; what was not said is null, so that a change clears it. */
export function personColumns(input: RegisterPatient, identifiers: HeldIdentifier[]): Omit<PatientRow, Owned> {
  const { name } = input
  return {
    nameGiven: name.given ?? null,
    nameFamily: name.family ?? null,
    nameText: wholeName(name),
    namePrefix: name.prefix ?? null,
    nameSuffix: name.suffix ?? null,
    namePreferred: name.preferred ?? null,
    birthDate: input.birthDate ?? null,
    sex: input.sex,
    ...plainColumnsOf(input),
    phone: input.phone ?? null,
    otherPhones: input.otherPhones ?? [],
    address: input.address ?? null,
    contacts: input.contacts ?? [],
    interpreter: input.interpreter ?? false,
    deceased: input.deceased !== undefined,
    deceasedDate: input.deceased?.date ?? null,
    coverages: input.coverages ?? [],
    identifiers,
    searchForm,
  }
}

type FindableColumns = Pick<
  PatientRow,
  'nameGiven' | 'nameFamily' | 'nameText' | 'namePreferred' | 'birthDate' | 'phone' | 'otherPhones' | 'identifiers'
>

/** What a stored patient is found by. */
export function findable(row: FindableColumns): Findable {
  return {
    name: {
      given: row.nameGiven ?? undefined,
      family: row.nameFamily ?? undefined,
      text: row.nameText,
      preferred: row.namePreferred ?? undefined,
    },
    birthDate: row.birthDate ?? undefined,
    phone: row.phone ?? undefined,
    otherPhones: row.otherPhones,
    identifiers: row.identifiers,
  }
}
