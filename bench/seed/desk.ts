import type { DatabaseSync } from 'node:sqlite'
import { chance } from '../../scripts/demo/plan/random.ts'
import { chronic, clinic, doctors, ids, instantOn, ordinaryVisits, visitsAhead, visitsToday } from './clinic.ts'
import { writer } from './rows.ts'

const minute = 60_000

/** The clinic, its doctors with their hours, and a few absences and closures. */
export function writeStaff(db: DatabaseSync, now: number): void {
  const stamps = { version: 1, created_at: now, updated_at: now }
  writer(
    db,
    'clinic',
  )({
    clinic_id: clinic.id,
    name: 'Klinik Bench',
    slug: 'klinik-b-1',
    timezone: clinic.timezone,
    country: clinic.country,
    currency: clinic.currency,
    locale: clinic.locale,
    policies: '{}',
    ...stamps,
  })
  const [toStaff, toWeek, toAbsence] = [writer(db, 'staff'), writer(db, 'availability'), writer(db, 'absence')]
  for (let i = 0; i < doctors; i++) {
    toStaff({
      id: ids.doctor(i),
      clinic_id: clinic.id,
      name: `dr. Dokter ${i}`,
      name_key: `dr dokter ${i}`,
      profession: 'doctor',
      specialties: JSON.stringify([i % 2 ? 'Pediatrics' : 'General practice']),
      bookable: 1,
      ...stamps,
    })
    const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({
      weekday,
      from: '08:00',
      to: '16:00',
      roomId: ids.room(i),
      slotMinutes: 15,
    }))
    toWeek({
      clinic_id: clinic.id,
      staff_id: ids.doctor(i),
      valid_from: '2020-01-01',
      valid_to: null,
      weekly: JSON.stringify(weekly),
      ...stamps,
    })
    // A holiday in each of the last years, and one lunch to come.
    for (const [days, hours] of [
      [-1_000, 240],
      [-700, 240],
      [-300, 240],
      [3, 1],
    ] as const) {
      const starts = instantOn(now, days, 12 * 60)
      toAbsence({
        id: `abs-b-${i}${days}`,
        clinic_id: clinic.id,
        staff_id: ids.doctor(i),
        starts_at: starts,
        ends_at: starts + hours * 60 * minute,
        reason: 'leave',
        ...stamps,
      })
    }
  }
}

/** Visits of five years, today's full day and the next two weeks. */
export function writeDesk(db: DatabaseSync, patients: number, now: number): void {
  const stamps = { version: 1, created_at: now, updated_at: now }
  const toRoom = writer(db, 'room')
  for (let i = 0; i < doctors; i++)
    toRoom({
      id: ids.room(i),
      clinic_id: clinic.id,
      number: `R${i}`,
      type: 'consulting',
      price_amount: 0,
      price_currency: clinic.currency,
      maintenance: 0,
      equipment: '[]',
      ...stamps,
    })
  writer(
    db,
    'visit_type',
  )({
    id: ids.visitType,
    clinic_id: clinic.id,
    name: 'Konsultasi',
    minutes: 30,
    buffer_before: 0,
    buffer_after: 0,
    self_bookable: 1,
    active: 1,
    ...stamps,
  })
  const toVisit = writer(db, 'appointment')
  let count = 0
  const visit = (patient: number, doctor: number, startsAt: number, done: boolean) => {
    const endsAt = startsAt + 30 * minute
    toVisit({
      id: ids.visit(count++),
      clinic_id: clinic.id,
      kind: 'scheduled',
      patient_id: ids.patient(patient),
      staff_id: ids.doctor(doctor),
      room_id: ids.room(doctor),
      visit_type_id: ids.visitType,
      mode: 'in_person',
      reason: 'Kontrol',
      urgent: 0,
      status: done ? 'completed' : 'booked',
      starts_at: startsAt,
      ends_at: endsAt,
      busy_from: startsAt,
      busy_until: endsAt,
      arrived_at: done ? startsAt - 10 * minute : null,
      started_at: done ? startsAt : null,
      finished_at: done ? endsAt : null,
      completed_at: done ? endsAt + 5 * minute : null,
      version: done ? 5 : 1,
      created_at: startsAt - 7 * 86_400_000,
      updated_at: Math.min(now, endsAt),
    })
  }
  const luck = chance(31_415)
  for (let patient = 0; patient < patients; patient++) {
    const often = patient % chronic.every === 0
    for (let k = 0; k < (often ? chronic.visits : ordinaryVisits); k++) {
      const daysAgo = often ? 10 + k * 45 : luck.whole(2, 1_800)
      visit(patient, (patient + k) % doctors, instantOn(now, -daysAgo, 8 * 60 + 30 * luck.whole(0, 15)), true)
    }
  }
  for (let doctor = 0; doctor < doctors; doctor++)
    for (let days = 0; days <= visitsAhead.days; days++)
      for (let k = 0; k < (days === 0 ? visitsToday : visitsAhead.each); k++)
        visit(1 + doctor * visitsToday + k, doctor, instantOn(now, days, 8 * 60 + 30 * k), false)
  db.exec(`INSERT INTO appointment_step (clinic_id, appointment_id, number, action, status, at, noted_at, account_id, actor_name)
    SELECT clinic_id, id, s.n, s.action, s.status, starts_at, starts_at, 'acc-b-1', 'Reception' FROM appointment,
      (SELECT 1 n, 'booked' action, 'booked' status UNION ALL SELECT 5, 'checked_out', 'completed') s WHERE s.n <= version`)
  db.exec(`INSERT INTO change (id, clinic_id, object, object_id, action, account_id, actor_name, request_id, at)
    SELECT 'chg' || substr(id, 4), clinic_id, 'appointment', id, 'appointment.booked', 'acc-b-1', 'Reception', 'req', created_at
    FROM appointment`)
}
