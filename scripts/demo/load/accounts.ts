import { addMembership, createAccount } from '../../../gateway/identity/accounts/account.ts'
import { hashPassword } from '../../../gateway/identity/passwords/password.ts'
import type { Role } from '../../../workers/shared/permissions.ts'
import type { Who, Workers } from '../calls.ts'
import type { DemoClinic } from '../clinics/clinic.ts'
import { demoPassword, demoPeople } from '../sign-ins.ts'

const roles: Record<(typeof demoPeople)[number], Role> = {
  owner: 'owner',
  doctor: 'doctor',
  nurse: 'nurse',
  reception: 'receptionist',
  patient: 'patient',
}

/** Hashed once: a tenth of a second each, on the one thread that all Workers share. */
let hashed: Promise<string> | undefined
function sharedHash(): Promise<string> {
  hashed ??= hashPassword(demoPassword)
  return hashed
}

export const founded = (now: number) => now - 420 * 86_400_000

/** The five sign-ins of a clinic. @returns who stands behind each key of the staff; who has no sign-in is known by name alone. */
export async function openAccounts(
  env: Workers,
  demo: DemoClinic,
  staff: Record<string, string>,
  [adult, child]: [adult: string, child: string],
  now: number,
): Promise<Record<string, Who>> {
  const known: Record<string, Who> = {}
  const passwordHash = await sharedHash()
  const open = async (key: (typeof demoPeople)[number]) => {
    const name =
      demo.staff.find(member => member.key === key)?.name ?? (demo.key === 'harapan' ? 'Maya Kartika' : 'Sofía Rivera')
    const email = `${key}@${demo.key}.example`
    const input = { email, name, locale: demo.language, password: demoPassword, passwordHash }
    const accountId = await createAccount(env, input, founded(now))
    const self = [{ patientId: adult, relation: 'self' as const }]
    const guardian = demo.key === 'harapan' ? [{ patientId: child, relation: 'guardian' as const }] : []
    const staffId = staff[key]
    const patients = key === 'patient' ? [...self, ...guardian] : []
    await addMembership(
      env,
      { clinicId: demo.clinic.id, accountId, roles: [roles[key]], staffId, patients },
      founded(now),
    )
    known[key] = { accountId, name, staffId }
  }
  await Promise.all(demoPeople.map(open))
  for (const { key, name } of demo.staff)
    known[key] ??= { accountId: `acc-${demo.key}-${key}`, name, staffId: staff[key] }
  return known
}

/** The doctor of one clinic who also works in the other. */
export async function alsoWorksAt(
  env: Workers,
  demo: DemoClinic,
  doctor: Who,
  staffId: string,
  now: number,
): Promise<Who> {
  const { accountId = '', name } = doctor
  await addMembership(env, { clinicId: demo.clinic.id, accountId, roles: ['doctor'], staffId }, founded(now) + 1)
  return { accountId, name, staffId }
}
