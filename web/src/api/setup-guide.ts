import { queryOptions } from '@tanstack/react-query'
import type { Clinic } from '../../../workers/staff/clinic/contract.ts'
import type { Hours } from '../../../workers/staff/hours/contract.ts'
import { addDays, today } from '../i18n/time.ts'
import { read } from './api.ts'

/** The first steps of a new clinic, in the order in which they help each other. */
export const setupSteps = ['profile', 'staff', 'hours', 'rooms', 'visitTypes', 'patients', 'invite'] as const
export type SetupStep = (typeof setupSteps)[number]

type List = { items: unknown[] }
const atLeast = async (path: string, count = 1) => (await read<List>(`${path}limit=${count}`)).items.length >= count

/** Whether a step is done, by what the clinic holds: one small question each. */
const stepChecks: Record<SetupStep, () => Promise<boolean>> = {
  profile: async () => {
    const { address, phone } = await read<Clinic>('/api/clinic')
    return Boolean(address ?? phone)
  },
  staff: () => atLeast('/api/staff?'),
  hours: async () => {
    const { items } = await read<Hours>(`/api/staff/hours?from=${today()}&to=${addDays(today(), 14)}`)
    return items.some(one => one.open.length > 0)
  },
  rooms: () => atLeast('/api/rooms?'),
  visitTypes: () => atLeast('/api/visit-types?'),
  patients: () => atLeast('/api/patients?'),
  invite: async () => {
    const present = await Promise.all([
      atLeast('/api/members?role=owner,doctor,nurse,receptionist&', 2),
      atLeast('/api/auth/invitations?'),
    ])
    return present.some(Boolean)
  },
}

const key = (clinicId: string) => `guide-${clinicId}`

/** Steps once seen done stay so in this browser, and are not asked for again. */
function completedBefore(clinicId: string): SetupStep[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(clinicId)) ?? '[]')
    return setupSteps.filter(step => Array.isArray(stored) && stored.includes(step))
  } catch {
    return []
  }
}

/** The steps that are done, the others asked for side by side. A part that does not answer counts as not done yet. */
export function completedSteps(clinicId: string) {
  return queryOptions({
    queryKey: ['guide', clinicId],
    queryFn: async () => {
      const before = completedBefore(clinicId)
      const open = setupSteps.filter(step => !before.includes(step))
      const answers = await Promise.allSettled(open.map(step => stepChecks[step]()))
      const newlyDone = open.filter((_, i) => {
        const answer = answers[i]
        return answer?.status === 'fulfilled' && answer.value
      })
      const done = [...before, ...newlyDone]
      try {
        localStorage.setItem(key(clinicId), JSON.stringify(done))
      } catch {
        // Without storage they are asked for again next time.
      }
      return done
    },
    staleTime: 0,
  })
}
