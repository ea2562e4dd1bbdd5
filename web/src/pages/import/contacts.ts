import type { Target } from './fields.ts'

/** The columns that name another person, in the order in which they become contacts. */
export const contactColumns = ['guardian.name', 'mother.name', 'father.name', 'parent.name'] as const satisfies Target[]

const relations = {
  'guardian.name': 'guardian',
  'mother.name': 'mother',
  'father.name': 'father',
  'parent.name': 'parent',
}

/** Years from which on a parent is nobody's guardian by being a parent. */
const ofAge = 18

/** Whether somebody is surely under age on a day; nobody is of whom it is not known. */
export function isChild(birthDate: string, today: string): boolean {
  if (!/^\d{4}/.test(birthDate)) return false
  // Of a birth date known in part, the earliest day that it may be.
  const earliest = `${birthDate}-01-01`.slice(0, 10)
  return earliest > `${Number(today.slice(0, 4)) - ofAge}${today.slice(4)}`
}

/** The contacts of a row. A parent is the guardian of a child alone; who is named as the guardian is it at any age. */
export function contactsOf(get: (target: Target) => string, child: boolean) {
  const phone = get('guardian.phone')
  const named = contactColumns.filter(target => get(target) !== '')
  return named.map((target, i) => {
    const guardian = target === 'guardian.name' || child
    // One column of phones: it is the first one's.
    return { name: get(target), relation: relations[target], guardian, ...(phone && i === 0 ? { phone } : {}) }
  })
}
