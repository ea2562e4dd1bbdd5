/**
 * Who may do what, and what a verb does. The one table: each verb is one action, and the name of the action is the verb's name over RPC, in
 * the access log and for GraphQL. Entrypoints ask it through `perform`, the web app through `may`.
 *
 * `all` reaches every object of the clinic, `own` what is the actor's: a patient's are the people the account stands for, a member of
 * staff's the rows of the own staff id. What "own" means for an action is in the verb's WHERE. Long because it is read and reviewed as one table.
 */
export const roles = ['owner', 'doctor', 'nurse', 'receptionist', 'patient'] as const
export type Role = (typeof roles)[number]
export type Reach = 'all' | 'own'
export type Row = Partial<Record<Role, Reach>>

const nobody = {} as const
const everyone = { owner: 'all', doctor: 'all', nurse: 'all', receptionist: 'all', patient: 'all' } as const
const staff = { owner: 'all', doctor: 'all', nurse: 'all', receptionist: 'all' } as const
const staffAndOwn = { ...staff, patient: 'own' } as const
const clinicians = { doctor: 'all', nurse: 'all' } as const
const cliniciansAndOwn = { ...clinicians, patient: 'own' } as const
const doctors = { doctor: 'all' } as const
const treating = { doctor: 'all', nurse: 'all', receptionist: 'all' } as const
const desk = { owner: 'all', doctor: 'all', receptionist: 'all' } as const
const ownerOnly = { owner: 'all' } as const
const ownHours = { owner: 'all', doctor: 'own' } as const
const absences = { owner: 'all', doctor: 'own', nurse: 'own', receptionist: 'all' } as const

export interface ActionRule {
  /** Who may, and how far. Nobody: the system alone. */
  may: Row
  /**
   * Before a `write` the gateway asks whether the session still stands, and what times out answers `outcome_unknown`, for it may go on. A `read`
   * runs beside that question and is answered after it.
   */
  effect: 'read' | 'write'
  /** A read of what the clinic shares with all who belong to it, and of nobody's data: asks once a minute whether the session still stands. */
  ofClinic?: boolean
  /** What goes over many rows by its nature has longer than the second or ten that others have. */
  long?: boolean
  /** Also for the public pages, without anybody signed in: times and display names, never a patient. */
  visitor?: boolean
  /** Looking is an entry in the access log of its own, whomever it concerns; `hourly`: one of each account and hour. */
  watched?: true | 'hourly'
  /**
   * Reaches far enough that who asks must have proved within 15 minutes who they are, by password or code: `step_up_required` else.
   * `to_sign`: where the clinic's policy asks for it.
   */
  stepUp?: 'always' | 'to_sign'
  /** Of the record: closed to an account whose relation to the patient is new, until 24 hours have passed or somebody has approved it. */
  waits?: boolean
  /** Shows or writes what is in a record: a restricted one, or a stranger's, asks for a reason first. The record Worker's table holds to it. */
  ofRecord?: boolean
  /** Answers who is signed in, with the people the account stands for: nobody's record was opened. */
  ownAccount?: boolean
  /** For whoever is not signed in, too: the way in, and what a clinic shows to strangers. */
  open?: boolean
}

type Options = Omit<ActionRule, 'may' | 'effect'>
type Rule<R, E, O> = Readonly<{ may: R; effect: E } & O>
/** The type keeps what the options say, for whoever derives from the table in types; without any there are none. */
const read = <R extends Row, O extends Options = object>(may: R, options?: O) =>
  ({ may, effect: 'read', ...options }) as Rule<R, 'read', O>
const write = <R extends Row, O extends Options = object>(may: R, options?: O) =>
  ({ may, effect: 'write', ...options }) as Rule<R, 'write', O>
/** A right that a verb asks for besides its own action. */
const right = read
const ofClinic = { ofClinic: true } as const
const waits = { waits: true } as const
const ofRecord = { ofRecord: true } as const
const ofRecordWaits = { ...ofRecord, ...waits } as const
const visitor = { visitor: true } as const
const ofClinicAndVisitor = { ...ofClinic, ...visitor } as const
const long = { long: true } as const
const open = { open: true } as const
const ownAccount = { ownAccount: true } as const
const watched = { watched: true } as const
const stepUp = { stepUp: 'always' } as const
const ofRecordToSign = { ...ofRecord, stepUp: 'to_sign' } as const

export const actions = {
  // ---- the clinic and who works there
  'clinic.found': write(nobody),
  /** Looks for the clinic of a public address. */
  'clinic.find': read(nobody),
  'clinic.read': read(everyone, ofClinicAndVisitor),
  'clinic.change': write(ownerOnly),
  'closure.list': read(everyone, ofClinic),
  'closure.add': write(ownerOnly),
  'closure.remove': write(ownerOnly),
  'staff.add': write(ownerOnly),
  'staff.read': read(everyone, ofClinic),
  'staff.list': read(everyone, ofClinic),
  'staff.cards': read(everyone, ofClinic),
  'staff.specialties': read(everyone, ofClinic),
  'staff.expiring_licences': read(staff, ofClinic),
  'staff.change': write(ownerOnly),
  'staff.archive': write(ownerOnly),
  'staff.restore': write(ownerOnly),
  'availability.list': read(everyone, ofClinic),
  'availability.read': read(everyone, ofClinic),
  'availability.change': write(ownHours),
  'availability.remove': write(ownHours),
  // Asked by the appointment Worker, which makes free times of it: also for the public pages.
  'hours.read': read(everyone, ofClinicAndVisitor),
  'hours.read_days': read(everyone, ofClinicAndVisitor),
  'absence.list': read(staff),
  'absence.add': write(absences),
  'absence.preview': read(staff),
  'absence.remove': write(absences),
  'opening.list': read(staff, ofClinic),
  'opening.add': write(absences),
  'opening.remove': write(absences),

  // ---- patients
  'patient.register': write(staff),
  /** When somebody has confirmed the registration of a public page. */
  'patient.register_online': write(nobody),
  'patient.import': write(staff, long),
  'patient.search': read(staff, watched),
  'patient.match': read(staff, watched),
  'patient.read': read(staffAndOwn),
  'patient.cards': read(staffAndOwn),
  'patient.linked': read(staffAndOwn),
  'patient.persons': read(staffAndOwn),
  'patient.count_registered': read(staff),
  'patient.change': write(staffAndOwn),
  'patient.verify': write(staff),
  'patient.archive': write(desk),
  'patient.restore': write(desk),
  'patient.merge': write(desk, stepUp),
  /** Whose access a merge would touch. It changes nothing, so it asks for no proof. */
  'patient.preview_merge': read(desk),
  'patient.unmerge': write(desk, stepUp),
  /** One page of everything that the asker may see of a patient. */
  'patient.summary': read(staffAndOwn, ofRecord),
  'patient.access_log': read({ owner: 'all', patient: 'own' }, { ...waits, watched: true }),
  'patient.access_days': read({ owner: 'all', patient: 'own' }, { ...waits, watched: true }),

  /** For the notice of a new relation, and for whoever comes of age: the system's. */
  'patient.email_at': read(nobody),
  'patient.birth_dates': read(nobody),
  /** Whose hands joined the records of a person: they do not approve who reads it. */
  'patient.joined': read(nobody),
  /** For the list of unusual reading. */
  'patient.review_facts': read(nobody),

  // ---- who stands for a patient
  /** All of the clinic: what waits for approval, and what is in force. */
  'relation.list': read(desk),
  'relation.of_patient': read(staffAndOwn),
  'relation.approve': write({ owner: 'all', doctor: 'all' }, stepUp),
  'relation.end': write({ ...desk, patient: 'own' }),
  /** For the access log, which names the patient of a refused request. */
  'relation.patient_ids': read(nobody),

  // ---- visits
  /** For the access log, which names the patient of a refused request. */
  'appointment.patient_ids': read(nobody),
  'slot.read': read(everyone, ofClinicAndVisitor),
  'slot.hold': write(staffAndOwn),
  'slot.release': write(staffAndOwn),
  'appointment.book': write(staffAndOwn),
  'appointment.overbook': right(staff),
  'appointment.walk_in': write(staff),
  'appointment.read': read(staffAndOwn),
  /** What the record Worker asks of a visit. */
  'appointment.facts': read(staffAndOwn),
  /** To whom the asker is related, asked by the record Worker. */
  'appointment.related': read(staff),
  /** For the list of unusual reading: the system's. */
  'appointment.visited': read(nobody),
  'appointment.list': read(staffAndOwn),
  'appointment.board': read(staff),
  'appointment.affected': read(staff),
  'appointment.alternatives': read(staff),
  'appointment.move': write(staffAndOwn),
  'appointment.move_many': write(staff),
  'appointment.confirm': write(staffAndOwn),
  'appointment.check_in': write(staff),
  'appointment.start': write(treating),
  'appointment.finish': write(treating),
  'appointment.check_out': write(staff),
  'appointment.cancel': write(staffAndOwn),
  'appointment.no_show': write(staff),
  'appointment.late_entry': write(staff),
  'appointment.undo': write(staff),
  'appointment.count': read(staff),
  'appointment.count_unclosed': read(staff),
  'series.book': write(staff),
  'series.read': read(staff),
  'statistics.read': read(staff, ofClinic),

  // ---- the waiting room and the waitlist
  'queue.read': read(staff),
  'queue.call': write(staff),
  'queue.call_next': write(staff),
  'queue.recall': write(staff),
  'queue.skip': write(staff),
  'screen.create': write(staff),
  'screen.list': read(staff, ofClinic),
  'screen.remove': write(staff),
  /** For the television, which is nobody: its token is held against the clinic's screens by the verb. */
  'screen.show': read(nobody, { visitor: true, open: true }),
  'waitlist.add': write(staffAndOwn),
  'waitlist.list': read(staffAndOwn),
  'waitlist.remove': write(staffAndOwn),
  'offer.list': read(staffAndOwn),
  'offer.accept': write(staffAndOwn),
  'offer.decline': write(staffAndOwn),
  /** The clinic's alarm and the sweep. */
  'waitlist.offer_freed_slots': write(nobody),

  // ---- what the desk offers
  'visit_type.create': write(ownerOnly),
  'visit_type.read': read(everyone, ofClinicAndVisitor),
  'visit_type.list': read(everyone, ofClinicAndVisitor),
  'visit_type.change': write(ownerOnly),
  'room.create': write(ownerOnly),
  'room.read': read(staff, ofClinic),
  'room.list': read(staff, ofClinic),
  'room.board': read(staff),
  'room.change': write(ownerOnly),
  'room.remove': write(ownerOnly),
  'maintenance.list': read(staff, ofClinic),
  'maintenance.add': write(ownerOnly),
  'maintenance.remove': write(ownerOnly),
  'product.create': write(ownerOnly),
  'product.read': read(staff, ofClinic),
  'product.list': read(staff, ofClinic),
  'product.change': write(ownerOnly),

  // ---- the record
  /** For the access log, which names the patient of a refused request. */
  'record.patient_ids': read(nobody),
  'encounter.open': write(clinicians, ofRecord),
  'encounter.list': read(cliniciansAndOwn, ofRecordWaits),
  'encounter.read': read(cliniciansAndOwn, ofRecordWaits),
  'encounter.unsigned': read(clinicians, ofRecord),
  'encounter.count_unsigned': read(staff),
  'encounter.save_soap': write(doctors, ofRecord),
  'encounter.sign': write(doctors, ofRecordToSign),
  'encounter.retract': write(clinicians, ofRecord),
  'note.add': write(clinicians, ofRecord),
  'note.change': write(clinicians, ofRecord),
  'note.sign': write(clinicians, ofRecordToSign),
  'observation.add': write(clinicians, ofRecord),
  'observation.add_many': write(clinicians, ofRecord),
  'observation.list': read(cliniciansAndOwn, ofRecordWaits),
  'observation.read': read(cliniciansAndOwn, ofRecordWaits),
  'observation.retract': write(clinicians, ofRecord),
  'timeline.read': read(cliniciansAndOwn, ofRecordWaits),
  /** What the record Worker has for the summary. */
  'chart.summary': read(cliniciansAndOwn, ofRecordWaits),
  'restriction.read': read({ owner: 'all', ...clinicians }),
  'restriction.set': write({ owner: 'all', doctor: 'all' }),
  'restriction.lift': write({ owner: 'all', doctor: 'all' }),
  /** Opens a record that asks for a reason. */
  'record_access.open': write(clinicians),
  /** What merges and the clinic's policy change, and restrictions follow: the gateway's sweep. */
  'restriction.follow_links': write(nobody),
  'restriction.follow_policy': write(nobody),

  // ---- who has access
  'dashboard.read': read(staff, ofClinic),
  'member.list': read(ownerOnly),
  'member.read': read(ownerOnly),
  /** Who reads records here, by name: whoever restricts one chooses among them. */
  'member.clinicians': read({ owner: 'all', doctor: 'all' }),
  /** For the list of unusual reading. */
  'member.as_patients': read(nobody),
  'member.change': write(ownerOnly, stepUp),
  'member.remove': write(ownerOnly, stepUp),
  'member.remove_factor': write(ownerOnly, stepUp),
  /** An invitation gives roles, too: the verb asks for the proof, for patients are invited by the same route. */
  'invitation.staff': right(ownerOnly, stepUp),
  'invitation.create': write(staff),
  'invitation.list': read(staff),
  'invitation.revoke': write(staff),
  'invitation.resend': write(staff),
  'sign_in_policy.read': read(ownerOnly),
  'sign_in_policy.change': write(ownerOnly, stepUp),
  /** Whether the head of the access log is mailed to the owners. */
  'log_witness.read': read(ownerOnly),
  'log_witness.change': write(ownerOnly, stepUp),
  'access_log.list': read(ownerOnly, { watched: 'hourly' }),
  'access_log.days': read(ownerOnly, { watched: 'hourly' }),
  'access_log.export': read(ownerOnly, { watched: true, long: true, ...stepUp }),
  'access_log.verify': read(ownerOnly, long),
  'access_log.unusual': read(ownerOnly, { watched: 'hourly', long: true }),

  // ---- the own account
  /** A ticket for the live channel; what it shows is decided for each change. */
  'live.ticket': write(everyone),
  'session.read': read(everyone, ownAccount),
  'session.list': read(everyone),
  'session.switch': write(everyone, ownAccount),
  'session.step_up': write(everyone),
  'session.revoke': write(everyone),
  'session.revoke_others': write(everyone),
  'factor.read': read(everyone),
  'factor.set_up': write(everyone, stepUp),
  'factor.confirm': write(everyone, stepUp),
  'factor.remove': write(everyone, stepUp),
  'factor.renew_recovery_codes': write(everyone, stepUp),
  'password.change': write(everyone),

  // ---- without anybody signed in
  'system.health': read(nobody, open),
  'system.keys': read(nobody, open),
  'system.describe': read(nobody, open),
  /** With a ticket, which whoever is signed in gets. */
  'live.connect': read(nobody, open),
  'session.sign_in': write(nobody, open),
  'session.sign_in_second_step': write(nobody, open),
  'session.refresh': write(nobody, open),
  'session.sign_out': write(nobody, open),
  'factor.set_up_at_sign_in': write(nobody, open),
  'factor.confirm_at_sign_in': write(nobody, open),
  'clinic.register': write(nobody, open),
  'account.confirm': write(nobody, open),
  'password.forgot': write(nobody, open),
  'password.reset': write(nobody, open),
  'invitation.look': read(nobody, open),
  'invitation.accept': write(nobody, open),
  'public.clinic': read(nobody, open),
  'public.slots': read(nobody, open),
  'public.register': write(nobody, open),
} as const satisfies Record<string, ActionRule>

export type Action = keyof typeof actions

/** What an action does, whichever it is. */
export function ruleOf(action: Action): ActionRule {
  return actions[action]
}

/**
 * How far these roles reach for an action. Roles add up: `all` wins over `own`.
 *
 * @returns `all`, `own`, or false where no role grants the action.
 */
export function may(held: readonly Role[], action: Action): Reach | false {
  const row: Row = actions[action].may
  let reach: Reach | false = false
  for (const role of held) {
    if (row[role] === 'all') return 'all'
    if (row[role] === 'own') reach = 'own'
  }
  return reach
}
