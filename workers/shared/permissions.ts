/**
 * Who may do what. The one permission table: entrypoints ask it through `perform`, the gateway's own routes and the web app through `may`.
 *
 * `all` reaches every object of the clinic, `own` what is the actor's: a patient's are the people the account stands for, a member of
 * staff's the rows of the own staff id. What "own" means for an action is in the verb's WHERE.
 */
export const roles = ['owner', 'doctor', 'nurse', 'receptionist', 'patient'] as const
export type Role = (typeof roles)[number]
export type Reach = 'all' | 'own'

const everyone = { owner: 'all', doctor: 'all', nurse: 'all', receptionist: 'all', patient: 'all' } as const
const staff = { owner: 'all', doctor: 'all', nurse: 'all', receptionist: 'all' } as const
const staffAndOwn = { ...staff, patient: 'own' } as const
const clinicians = { doctor: 'all', nurse: 'all' } as const
const cliniciansAndOwn = { ...clinicians, patient: 'own' } as const
const treating = { doctor: 'all', nurse: 'all', receptionist: 'all' } as const
const ownerOnly = { owner: 'all' } as const
const absences = { owner: 'all', doctor: 'own', nurse: 'own', receptionist: 'all' } as const

export const permissions = {
  /** The system alone founds a clinic, when its registration is confirmed. */
  'clinic.found': {},
  /** The system alone looks for the clinic of a public address. */
  'clinic.find': {},
  'clinic.read': everyone,
  'clinic.change': ownerOnly,
  'closure.read': everyone,
  'closure.change': ownerOnly,
  'dashboard.read': staff,
  /** For the access log alone, which names the patient of a refused request. */
  'object.whose': {},

  'member.read': ownerOnly,
  'member.change': ownerOnly,
  'invitation.staff': ownerOnly,
  'invitation.patient': staff,
  'access_log.read': ownerOnly,
  'patient.access_log': { owner: 'all', patient: 'own' },

  'patient.register': staff,
  /** The system alone, when somebody has confirmed the registration of a public page. */
  'patient.register_online': {},
  'patient.import': staff,
  'patient.search': staff,
  'patient.match': staff,
  'patient.read': staffAndOwn,
  'patient.change': staff,
  'patient.change_contact': staffAndOwn,
  'patient.archive': { owner: 'all', doctor: 'all', receptionist: 'all' },
  /** And unmerge. */
  'patient.merge': { owner: 'all', doctor: 'all', receptionist: 'all' },

  'staff.read': everyone,
  'staff.change': ownerOnly,
  'availability.read': everyone,
  'availability.change': { owner: 'all', doctor: 'own' },
  'absence.read': staff,
  'absence.change': absences,
  'opening.read': staff,
  'opening.change': absences,

  'visit_type.read': everyone,
  'visit_type.change': ownerOnly,
  'room.read': staff,
  'room.change': ownerOnly,
  'maintenance.read': staff,
  'maintenance.change': ownerOnly,
  'product.read': staff,
  'product.change': ownerOnly,
  'slot.read': everyone,
  'slot.hold': staffAndOwn,
  'appointment.read': staffAndOwn,
  'appointment.board': staff,
  'appointment.book': staffAndOwn,
  'appointment.overbook': staff,
  'appointment.walk_in': staff,
  'appointment.move': staffAndOwn,
  'appointment.confirm': staffAndOwn,
  'appointment.cancel': staffAndOwn,
  'appointment.check_in': staff,
  'appointment.start': treating,
  'appointment.finish': treating,
  'appointment.check_out': staff,
  'appointment.no_show': staff,
  'appointment.late_entry': staff,
  'appointment.undo': staff,
  'appointment.series': staff,
  'queue.read': staff,
  'queue.call': staff,
  'queue.screen': staff,
  /** For the television, which is nobody: its token is held against the clinic's screens by the verb. */
  'queue.show': {},
  'waitlist.read': staffAndOwn,
  'waitlist.change': staffAndOwn,
  /** The clinic's clock and the sweep. */
  'waitlist.tend': {},
  'statistics.read': staff,

  'encounter.read': cliniciansAndOwn,
  'encounter.write': clinicians,
  'encounter.retract': clinicians,
  'soap.write': { doctor: 'all' },
  'soap.sign': { doctor: 'all' },
  'note.write': clinicians,
  'note.sign': clinicians,
  'observation.read': cliniciansAndOwn,
  'observation.write': clinicians,
  'timeline.read': cliniciansAndOwn,
} as const satisfies Record<string, Partial<Record<Role, Reach>>>

export type Action = keyof typeof permissions

/** What the public pages may ask of a clinic without anybody signed in: times and display names, never a patient. */
export const visitorActions: ReadonlySet<Action> = new Set([
  'clinic.read',
  // By the appointment Worker, which makes free times of it.
  'availability.read',
  'visit_type.read',
  'slot.read',
  'queue.show',
])

/**
 * How far these roles reach for an action. Roles add up: `all` wins over `own`.
 *
 * @returns `all`, `own`, or false where no role grants the action.
 */
export function may(held: readonly Role[], action: Action): Reach | false {
  const row: Partial<Record<Role, Reach>> = permissions[action]
  let reach: Reach | false = false
  for (const role of held) {
    if (row[role] === 'all') return 'all'
    if (row[role] === 'own') reach = 'own'
  }
  return reach
}
