import type { QueryKey } from '@tanstack/react-query'
import type { LiveItem } from '../../../gateway/live/contract.ts'
import type { ObjectName } from '../../../workers/shared/objects.ts'

/** Which queries show an object that has changed, as the beginnings of their keys. */

type KeysOf = (item: LiveItem) => QueryKey[]

const all =
  (...keys: string[]): KeysOf =>
  () =>
    keys.map(key => [key])

/** What the front desk makes of visits, holds and hours. */
const desk = ['board', 'unclosed', 'slots', 'queue', 'room-board', 'waitlist', 'dashboard', 'own-visits', 'statistics']

const visit: KeysOf = ({ id, patientId }) => [
  ...desk.map(key => [key]),
  ['visit', id],
  ['own-visit', id],
  ['visits', patientId],
  ['chart', patientId],
]
const ofRecord: KeysOf = ({ patientId }) => [
  ['encounter'],
  ['encounters'],
  ['chart', patientId],
  ['own-note'],
  ['own-notes', patientId],
  ['own-measurements', patientId],
  ['dashboard'],
]
const ofAccess: KeysOf = ({ patientId }) => [
  ['restriction', patientId],
  ['chart', patientId],
  ['access-of', patientId],
]
const hours = all('staff', 'doctors', 'hours', 'slots', 'board', 'closures', 'settings', 'dashboard')
const nothing = all()

const keysOf: Record<ObjectName, KeysOf> = {
  account: nothing,
  session: nothing,
  registration: nothing,
  notice: nothing,
  patient_registration: nothing,
  claim: nothing,
  password_reset: nothing,
  mail: nothing,
  membership: all('members', 'invitations'),
  invitation: all('invitations'),
  relation: all('relations'),
  patient: ({ id }) => [['patient', id], ['patients'], ['chart', id], ['board'], ['queue'], ['dashboard']],
  clinic: all('clinic', 'settings', 'guide'),
  closure: hours,
  staff: hours,
  availability: hours,
  absence: hours,
  opening: hours,
  visit_type: all('visit-types', 'bookable-types', 'settings', 'slots'),
  room: all('rooms', 'room-board', 'settings'),
  maintenance: all('rooms', 'room-board', 'slots'),
  product: all('settings'),
  hold: all('slots'),
  queue_screen: all('screens'),
  appointment: visit,
  series: visit,
  waitlist_entry: all('waitlist', 'dashboard'),
  offer: all('waitlist', 'slots', 'own-visits'),
  encounter: ofRecord,
  note: ofRecord,
  observation: ofRecord,
  restriction: ofAccess,
  record_access: ofAccess,
}

/** The keys of all queries that show any of these, each once. What this page does not know is shown by none of its queries. */
export function keysOfAll(items: readonly LiveItem[]): QueryKey[] {
  const keys = items.flatMap(item => keysOf[item.resource]?.(item) ?? [])
  return [...new Map(keys.map(key => [JSON.stringify(key), key])).values()]
}

/** The beginnings of the keys of everything that the channel keeps up to date. */
export const liveRoots: ReadonlySet<unknown> = new Set(
  Object.values(keysOf).flatMap(of => of({ resource: 'patient', id: '', patientId: '' }).map(([root]) => root)),
)
