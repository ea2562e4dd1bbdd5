import { uuidv7 } from 'uuidv7'
import { type ObjectWithId, objects, rowPrefixes } from './objects.ts'

/** Every patient id that stands in a text, in JSON or in an address, once each. */
export function patientIdsIn(...texts: string[]): string[] {
  return [...new Set(texts.flatMap(text => text.match(patientId) ?? []))]
}

/** Not within a longer word: a note may speak of something-pat-1. */
const patientId = /(?<![\w-])pat-[A-Za-z0-9][A-Za-z0-9-]{0,59}(?![\w-])/g

/** An opaque id, `prefix-uuid`, that sorts by the time it was made. Letters, digits and `-` only, so it is a FHIR id as it stands. */
export function newId(kind: ObjectWithId | keyof typeof rowPrefixes): string {
  const prefix =
    kind in rowPrefixes ? rowPrefixes[kind as keyof typeof rowPrefixes] : objects[kind as ObjectWithId].prefix
  return `${prefix}-${uuidv7()}`
}
