import type { Actor } from '#shared/actor'
import { type ObjectName, objects } from '#shared/objects'
import { type Action, may, type Role } from '#shared/permissions'
import type { LiveItem } from './contract.ts'
import type { Remembered } from './history.ts'

/** Who sits at a socket, as far as the channel must know: kept with the socket, so that it survives the object's sleep. */
export interface Viewer {
  accountId: string
  sessionId: string
  roles: Role[]
  /** The patients whom the account stands for. */
  patients: string[]
  /** Those of them whose record is still closed to it. */
  recordClosed: string[]
  /** The instant until which it may look, Unix milliseconds; each refresh of the session moves it. */
  until: number
  /** A waiting room's television, which is told that what it shows has changed, and of nothing else. */
  isScreen?: true
}

export function viewerOf(actor: Actor, until: number): Viewer {
  const { accountId, sessionId = '', roles, patients, recordClosed = [] } = actor
  return { accountId, sessionId, roles, patients, recordClosed, until }
}

/** A screen of the waiting room, until this instant. */
export function viewerOfScreen(screenId: string, until: number): Viewer {
  return { accountId: screenId, sessionId: screenId, roles: [], patients: [], recordClosed: [], until, isScreen: true }
}

/** What a screen's numbers and rooms are made of. */
const onScreens: ReadonlySet<ObjectName> = new Set<ObjectName>(['appointment', 'room'])

/** With which right a change of each kind is seen. None: nobody's screen shows it. */
const seenBy: Record<ObjectName, Action | undefined> = {
  account: undefined,
  session: undefined,
  registration: undefined,
  notice: undefined,
  patient_registration: undefined,
  claim: undefined,
  password_reset: undefined,
  mail: undefined,
  membership: 'member.list',
  invitation: 'invitation.list',
  relation: 'relation.of_patient',
  patient: 'patient.read',
  clinic: 'clinic.read',
  closure: 'closure.list',
  staff: 'staff.list',
  availability: 'availability.list',
  absence: 'absence.list',
  opening: 'opening.list',
  visit_type: 'visit_type.list',
  room: 'room.list',
  maintenance: 'maintenance.list',
  product: 'product.list',
  hold: 'appointment.board',
  queue_screen: 'screen.list',
  appointment: 'appointment.list',
  series: 'series.read',
  waitlist_entry: 'waitlist.list',
  offer: 'offer.list',
  encounter: 'encounter.list',
  note: 'encounter.read',
  observation: 'observation.list',
  restriction: 'restriction.read',
  record_access: 'restriction.read',
}

/** Whether an account sees no more than the people it stands for: it gets theirs alone, in numbers of its own. */
export const seesOwnAlone = ({ roles }: Pick<Viewer, 'roles'>) => roles.every(role => role === 'patient')

/** Of what has changed, what this viewer may know of, by patient where it is a patient's. */
export function seenOf(viewer: Viewer, changed: readonly Remembered[]): LiveItem[] {
  if (viewer.isScreen) {
    const isShown = changed.some(({ object }) => onScreens.has(object))
    return isShown ? [{ resource: 'queue_screen', id: viewer.accountId }] : []
  }
  const items = changed.flatMap(({ object, id, patientIds }): LiveItem[] => {
    const action = seenBy[object]
    const reach = action && may(viewer.roles, action)
    if (!reach) return []
    const all = patientIds.map(patientId => ({ resource: object, id, patientId }))
    if (reach === 'all' && !seesOwnAlone(viewer)) return all.length > 0 ? all : [{ resource: object, id }]
    const waiting = isOfRecord(object) ? viewer.recordClosed : []
    return all.filter(({ patientId }) => viewer.patients.includes(patientId) && !waiting.includes(patientId))
  })
  return [...new Map(items.map(item => [`${item.resource} ${item.id} ${item.patientId}`, item])).values()]
}

const isOfRecord = (object: ObjectName) => objects[object].ofRecord
