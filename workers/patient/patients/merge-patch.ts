import type { ChangePatient, Patient, RegisterPatient } from './contract.ts'
import { wholeName } from './person.ts'

type Person = Omit<RegisterPatient, 'identifiers'> & Pick<Patient, 'identifiers'>

/**
 * A patient as it would be registered after a patch (RFC 7396 in the words of this contract). The answer is not checked: whoever calls
 * holds it against RegisterPatient.
 *
 * A whole name that only joined the parts follows them. The national number leaves the identifiers when it is replaced or cleared; when
 * the identifiers are replaced, it stays the national one only if it is still among them.
 */
export function mergePatch(patient: Patient, patch: ChangePatient): unknown {
  const {
    id,
    recordNumber,
    version,
    createdAt,
    updatedAt,
    archived,
    unverified,
    verifiedWith,
    mergedInto,
    name,
    ...rest
  } = patient
  const person: Person = {
    ...rest,
    name: wholeName({ ...name, text: undefined }) === name.text ? { ...name, text: undefined } : name,
  }
  if (patch.nationalId !== undefined && !patch.identifiers) {
    person.identifiers = person.identifiers.filter(one => one.value !== patient.nationalId)
  }
  if (patch.identifiers !== undefined && !patch.identifiers?.some(one => one.value === patient.nationalId)) {
    person.nationalId = undefined
  }
  return merged(person, patch)
}

/** `patch` laid over `target`: objects merge, null clears, everything else replaces. */
function merged(target: object, patch: object): object {
  const result = new Map<string, unknown>(Object.entries(target).filter(([, value]) => value !== undefined))
  for (const [key, value] of Object.entries(patch)) {
    const before = result.get(key)
    if (value === null) result.delete(key)
    else if (value === undefined) continue
    else if (isObject(value)) result.set(key, merged(isObject(before) ? before : {}, value))
    else result.set(key, value)
  }
  return Object.fromEntries(result)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
