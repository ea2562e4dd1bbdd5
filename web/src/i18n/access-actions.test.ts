import { expect, test } from 'vitest'
import { actions } from '../../../workers/shared/permissions.ts'
import { actionGroups, actionWord } from './access-actions.ts'
import { composedWord } from './composed-actions.ts'

/** What leaves no entry in the access log: it is about nobody's data, or asked between Workers alone. */
const silent = `
  clinic.found clinic.find clinic.read clinic.change clinic.register
  closure.list closure.add closure.remove
  staff.add staff.read staff.list staff.cards staff.specialties staff.expiring_licences staff.change
  staff.archive staff.restore
  availability.list availability.read availability.change availability.remove
  hours.read hours.read_days
  absence.list absence.remove
  opening.list opening.add opening.remove
  patient.email_at patient.birth_dates patient.joined patient.review_facts relation.patient_ids
  patient.register_online patient.cards patient.linked patient.persons patient.count_registered
  appointment.patient_ids appointment.overbook appointment.facts appointment.affected appointment.count
  appointment.count_unclosed appointment.related appointment.visited
  slot.read slot.hold slot.release
  statistics.read
  screen.create screen.list screen.remove screen.show
  waitlist.offer_freed_slots
  visit_type.create visit_type.read visit_type.list visit_type.change
  room.create room.read room.list room.change room.remove
  maintenance.list maintenance.add maintenance.remove
  product.create product.read product.list product.change
  record.patient_ids
  restriction.follow_links restriction.follow_policy
  encounter.count_unsigned
  chart.summary
  dashboard.read
  member.remove member.remove_factor member.clinicians member.as_patients
  invitation.staff invitation.revoke invitation.look invitation.accept
  sign_in_policy.read sign_in_policy.change
  access_log.verify log_witness.read log_witness.change
  live.ticket live.connect
  session.read session.list session.switch session.step_up session.revoke session.revoke_others session.sign_in
  session.sign_in_second_step session.refresh session.sign_out
  factor.read factor.set_up factor.confirm factor.remove factor.renew_recovery_codes factor.set_up_at_sign_in
  factor.confirm_at_sign_in
  password.change password.forgot password.reset
  system.health system.keys system.describe
  account.confirm
  public.clinic public.slots public.register
`

test('whatever leaves an entry in the access log has words that people read', () => {
  const wordless = Object.keys(actions).filter(action => actionWord(action) === action)
  expect(wordless.sort()).toEqual(silent.split(/\s+/).filter(Boolean).sort())
})

test('a verb that every kind of object has takes the word of the object', () => {
  expect(composedWord('observation.archive')).toBe('Archived: measurement')
  expect(composedWord('observation.weigh')).toBeUndefined()
  expect(composedWord('room.archive')).toBeUndefined()
})

test('every action with words can be chosen, once', () => {
  const offered = actionGroups().flatMap(({ items }) => items.map(({ value }) => value))
  expect(new Set(offered).size).toBe(offered.length)
  const worded = Object.keys(actions).filter(action => actionWord(action) !== action)
  expect(worded.filter(action => !offered.includes(action))).toEqual([])
})
