import { uuidv7 } from 'uuidv7'
import { type ObjectWithId, objects, rowPrefixes } from './objects.ts'

const patientId = /^pat-[A-Za-z0-9][A-Za-z0-9-]{0,59}$/

/** The members of an answer that hold ids: what stands elsewhere is somebody's text, whatever it looks like. */
const holdsIds = /^(?:ids?|mergedInto)$|Ids?$/

export const isPatientId = (text: string) => patientId.test(text)

/** Every patient id that a value holds as an id, once each: itself, or by the name of the member in which it stands. */
export function patientIdsIn(value: unknown): string[] {
  const found = new Set<string>()
  collectIds(value, true, found)
  return [...found]
}

function collectIds(value: unknown, asId: boolean, found: Set<string>): void {
  if (typeof value === 'string') {
    if (asId && isPatientId(value)) found.add(value)
  } else if (Array.isArray(value)) {
    for (const one of value) collectIds(one, asId, found)
  } else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) collectIds(one, holdsIds.test(name), found)
  }
}

/** An opaque id, `prefix-uuid`, that sorts by the time it was made. Letters, digits and `-` only, so it is a FHIR id as it stands. */
export function newId(kind: ObjectWithId | keyof typeof rowPrefixes): string {
  const prefix =
    kind in rowPrefixes ? rowPrefixes[kind as keyof typeof rowPrefixes] : objects[kind as ObjectWithId].prefix
  return `${prefix}-${uuidv7()}`
}
