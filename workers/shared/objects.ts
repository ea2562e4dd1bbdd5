/**
 * What kinds of object there are, said once. Id prefixes, the access log, the words for what was done, the live channel and the question
 * whether a session still stands derive from this table.
 */

export type WorkerName = 'identity' | 'patient' | 'staff' | 'appointment' | 'record'

export interface ObjectKind {
  /** The first part of the kind's ids: `pat-0199…`. Null where it has none of its own: weekly hours are named by their staff member. */
  prefix: string | null
  /** The Worker whose database holds it. */
  worker: WorkerName
  /** Whether it is data of one patient: reading and writing it leaves an entry in the access log. */
  ofPatient: boolean
  /** Whether it is part of a medical record: reading it asks whether the session still stands. */
  ofRecord: boolean
  /** What people call it. */
  word: { en: string; id: string }
  /** Its table, where that is not called like the kind. */
  table?: string
}

const kind = <P extends string | null>(worker: WorkerName, prefix: P, en: string, id: string) =>
  ({ prefix, worker, ofPatient: false, ofRecord: false, word: { en, id } }) as const
const ofPatient = <P extends string>(worker: WorkerName, prefix: P, en: string, id: string) =>
  ({ prefix, worker, ofPatient: true, ofRecord: false, word: { en, id } }) as const
const ofRecord = <P extends string>(worker: WorkerName, prefix: P, en: string, id: string) =>
  ({ prefix, worker, ofPatient: true, ofRecord: true, word: { en, id } }) as const

export const objects = {
  account: kind('identity', 'acc', 'account', 'akun'),
  membership: kind('identity', 'mbr', 'member', 'anggota'),
  session: kind('identity', 'ses', 'session', 'sesi'),
  registration: kind('identity', 'reg', 'registration of a clinic', 'pendaftaran klinik'),
  patient_registration: kind('identity', 'prg', 'registration of a patient', 'pendaftaran pasien'),
  invitation: kind('identity', 'inv', 'invitation', 'undangan'),
  claim: kind('identity', 'clm', 'use of a printed code', 'pemakaian kode cetak'),
  password_reset: kind('identity', 'rst', 'password reset', 'pengaturan ulang kata sandi'),
  mail: kind('identity', 'mai', 'mail', 'email'),
  notice: kind('identity', 'ntc', 'notice', 'pemberitahuan'),

  patient: ofPatient('patient', 'pat', 'patient', 'pasien'),
  relation: ofPatient('identity', 'rel', 'relation', 'hubungan'),

  clinic: kind('staff', 'cln', 'clinic', 'klinik'),
  closure: kind('staff', 'cls', 'closure', 'penutupan'),
  staff: kind('staff', 'stf', 'member of staff', 'staf'),
  availability: kind('staff', null, 'weekly hours', 'jam mingguan'),
  absence: kind('staff', 'abs', 'absence', 'ketidakhadiran'),
  opening: kind('staff', 'opn', 'extra opening', 'jam tambahan'),

  visit_type: kind('appointment', 'vty', 'visit type', 'jenis kunjungan'),
  room: kind('appointment', 'rom', 'room', 'ruangan'),
  maintenance: kind('appointment', 'mnt', 'maintenance of a room', 'perawatan ruangan'),
  product: kind('appointment', 'prd', 'price list entry', 'daftar harga'),
  hold: kind('appointment', 'hld', 'held time', 'waktu yang ditahan'),
  queue_screen: kind('appointment', 'scr', 'waiting-room screen', 'layar ruang tunggu'),
  appointment: ofPatient('appointment', 'apt', 'visit', 'kunjungan'),
  series: ofPatient('appointment', 'ser', 'series of visits', 'rangkaian kunjungan'),
  waitlist_entry: { ...ofPatient('appointment', 'wait', 'waitlist entry', 'daftar tunggu'), table: 'waitlist' },
  offer: ofPatient('appointment', 'off', 'offered time', 'waktu yang ditawarkan'),

  encounter: ofRecord('record', 'enc', 'record of a visit', 'rekam kunjungan'),
  note: ofRecord('record', 'not', 'note', 'catatan'),
  observation: ofRecord('record', 'obs', 'measurement', 'hasil pengukuran'),
  restriction: ofPatient('record', 'rsn', 'restriction of a record', 'pembatasan rekam medis'),
  record_access: ofPatient('record', 'rac', 'opening of a record', 'pembukaan rekam medis'),
} satisfies Record<string, ObjectKind>

export type ObjectName = keyof typeof objects

type Table = typeof objects
/** Kinds that are one patient's data, and kinds that are nobody's. */
export type PatientObject = { [K in ObjectName]: Table[K] extends { ofPatient: true } ? K : never }[ObjectName]
export type NobodysObject = Exclude<ObjectName, PatientObject>
/** Kinds that have ids. */
export type ObjectWithId = { [K in ObjectName]: Table[K]['prefix'] extends string ? K : never }[ObjectName]

/** The prefixes of what belongs to no object of the table: a change of the ledger, an effect of the outbox. */
export const rowPrefixes = { change: 'chg', event: 'evt' } as const

const byPrefix = new Map<string | null, ObjectKind>(Object.values(objects).map(one => [one.prefix, one]))
const rows = new Set<string>(Object.values(rowPrefixes))

/** The tables in which a Worker has data of patients, with whose it is in each row. */
export function tablesOfPatients(worker: WorkerName): string[] {
  const all: [string, ObjectKind][] = Object.entries(objects)
  return all.filter(([, kind]) => kind.ofPatient && kind.worker === worker).map(([name, { table }]) => table ?? name)
}

/** The kind of an id by its prefix; undefined for a text that is no id of ours. */
export function kindOf(id: string): ObjectKind | undefined {
  return byPrefix.get(id.slice(0, Math.max(0, id.indexOf('-'))))
}

/** Whether an id is of a patient's data. What has the form of an id and stands in no table is taken for a patient's: the log forgets nothing. */
export function isOfPatient(id: string): boolean {
  const prefix = /^([a-z]{2,8})-[A-Za-z0-9]/.exec(id)?.[1]
  return prefix !== undefined && !rows.has(prefix) && (byPrefix.get(prefix)?.ofPatient ?? true)
}
