import { type ClinicFixture, must } from './clinic-fixture.ts'

/** Objects that a request needs before it can be done, each new. */
export async function made(fixture: ClinicFixture, path: string, body: unknown): Promise<string> {
  return must(await fixture.everyone.ask('POST', path, body)).id
}

/** A patient of its own, so that no visit of one test is in another's way. */
export const aPatient = (fixture: ClinicFixture) =>
  made(fixture, '/api/patients', { name: { given: 'Someone' }, sex: 'other' })

export const someone = async (fixture: ClinicFixture) => {
  const body = { name: `Someone ${crypto.randomUUID().slice(0, 8)}`, profession: 'doctor', bookable: true }
  return made(fixture, '/api/staff', body)
}

/** A time of someone who is there around the clock and has no visits. */
export async function freeTime(fixture: ClinicFixture): Promise<Record<string, unknown>> {
  const staffId = await someone(fixture)
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  must(await fixture.everyone.ask('PUT', `/api/staff/${staffId}/availability/2020-01-01`, { weekly }))
  return {
    staffId,
    startsAt: new Date(Date.now() + 86_400_000).toISOString().replace(/\d\d\.\d+Z/, '00.000Z'),
    minutes: 30,
  }
}

export async function arrived(fixture: ClinicFixture): Promise<string> {
  return made(fixture, '/api/appointments/walk-in', {
    patientId: await aPatient(fixture),
    staffId: await someone(fixture),
  })
}

export const archived = async (fixture: ClinicFixture, kind: 'patients' | 'staff', id: string) => {
  must(await fixture.everyone.ask('POST', `/api/${kind}/${id}/archive`, kind === 'staff' ? {} : undefined))
  return { path: `/api/${kind}/${id}/restore` }
}
