import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type * as v from 'valibot'
import type { SecondFactorPolicy } from '../../../gateway/identity/factors/contract.ts'
import type { Invitation, Invite } from '../../../gateway/identity/invitations/contract.ts'
import type { ChangeMember, Member } from '../../../gateway/identity/members/contract.ts'
import { ifMatch, read, send } from './api.ts'
import { queries } from './query-client.ts'

/** Who has access to the clinic, who was invited, and what the clinic asks of them. */
export type { Invitation, Member }

type Page<T> = { items: T[]; nextCursor: string | null }

const staffRoles = 'owner,doctor,nurse,receptionist'

/** Those who work here, or the patients and their guardians. */
export function memberList(whose: 'staff' | 'patients') {
  return infiniteQueryOptions({
    queryKey: ['members', whose],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '50', role: whose === 'staff' ? staffRoles : 'patient' })
      if (pageParam) query.set('cursor', pageParam)
      return read<Page<Member>>(`/api/members?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

/** Invitations that were not taken up: open ones and those that ran out, the latest first. */
export function invitationList(patientId?: string) {
  return infiniteQueryOptions({
    queryKey: ['invitations', patientId ?? 'all'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '50', status: 'open,expired' })
      if (patientId) query.set('patientId', patientId)
      if (pageParam) query.set('cursor', pageParam)
      return read<Page<Invitation>>(`/api/auth/invitations?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  })
}

async function invalidateMembersAfter<T>(request: Promise<T>): Promise<T> {
  try {
    return await request
  } finally {
    for (const queryKey of [['members'], ['invitations'], ['guide']]) void queries.invalidateQueries({ queryKey })
  }
}

export function changeMember({ id, version }: Member, change: v.InferInput<typeof ChangeMember>): Promise<Member> {
  return invalidateMembersAfter(send<Member>('PATCH', `/api/members/${id}`, change, ifMatch(version)))
}

export function removeMember({ id, version }: Member): Promise<void> {
  return invalidateMembersAfter(send<void>('DELETE', `/api/members/${id}`, undefined, ifMatch(version)))
}

/** Take away a second step that was lost. */
export function removeSecondFactorOf({ id, version }: Member): Promise<void> {
  return invalidateMembersAfter(send<void>('DELETE', `/api/members/${id}/second-factor`, undefined, ifMatch(version)))
}

export function invite(input: v.InferInput<typeof Invite>): Promise<Invitation> {
  return invalidateMembersAfter(send<Invitation>('POST', '/api/auth/invitations', input))
}

/** A new link or code for the same person; the old one no longer works. */
export function resendInvitation({ id }: Invitation): Promise<Invitation> {
  return invalidateMembersAfter(send<Invitation>('POST', `/api/auth/invitations/${id}/resend`))
}

export function revokeInvitation({ id }: Invitation): Promise<void> {
  return invalidateMembersAfter(send<void>('DELETE', `/api/auth/invitations/${id}`))
}

type Policy = v.InferOutput<typeof SecondFactorPolicy>

export const secondFactorPolicy = queryOptions({
  queryKey: ['second-factor-policy'],
  queryFn: () => read<Policy>('/api/auth/policy'),
})

export async function requireSecondFactor(requireSecondFactor: boolean): Promise<void> {
  const policy = await send<Policy>('PUT', '/api/auth/policy', { requireSecondFactor })
  queries.setQueryData(secondFactorPolicy.queryKey, policy)
}
