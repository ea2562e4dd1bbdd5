import { aClinicFixture, must } from '../../support/clinic-fixture.ts'
import { sideBySide } from '../../support/expect-problem.ts'
import type { App } from '../../support/harness.ts'
import type { Storm } from '../storm.ts'

const shots = 303
const madeUp = (count: number) => Array.from({ length: count }, () => `pat-${crypto.randomUUID()}`)

/** Of a clinic's log: its rows, and the bytes of its database. */
async function sizeOf(app: App, clinicId: string): Promise<{ entries: number; bytes: number }> {
  const log = await app.harness.getWorker('gateway').getDurableObjectStorage('AccessLog', { name: clinicId })
  const [size] = await log.exec<{ entries: number; bytes: number }>(
    `SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM entry_patient) AS entries,
            (SELECT coalesce(sum(length(patient_ids) + length(action) + length(hash) + 200), 0) FROM entry) +
            (SELECT coalesce(sum(length(patient_id) + 16), 0) FROM entry_patient) AS bytes`,
  )
  if (!size) throw new Error('the log has no size')
  return size
}

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/** Refused requests with a thousand made-up ids each, as text, in the field of an id, and in the address, beside another clinic at work. */
export const storm: Storm = {
  name: 'a refused request cannot fill the log',
  vars: { REFUSALS_PER_ACCOUNT: '20' },
  async run(app, say) {
    const [attacked, other] = [await aClinicFixture(app), await aClinicFixture(app)]
    const { receptionist, owner } = attacked.people
    const read = async () => {
      const began = performance.now()
      must(await other.people.doctor.ask('GET', `/api/patients/${other.own.patient}`))
      return performance.now() - began
    }
    const quiet: number[] = []
    for (let i = 0; i < 40; i++) quiet.push(await read())
    const before = await sizeOf(app, attacked.clinicId)
    let over = false
    const beside: number[] = []
    const watching = (async () => {
      while (!over) beside.push(await read())
    })()
    const began = performance.now()
    await sideBySide(8, Array.from({ length: shots }), async (_, i = 0) => {
      const ids = madeUp(1_000)
      const body = i % 2 === 0 ? { patientId: ids[0], note: ids.join(' ') } : { patientId: ids, appointmentId: ids }
      const { status } = await receptionist.ask('POST', `/api/encounters?patientId=${ids.slice(0, 20).join(',')}`, body)
      if (status < 400 || status > 499) throw new Error(`a refused request was answered ${status}`)
    })
    const seconds = (performance.now() - began) / 1_000
    over = true
    await watching
    must(await owner.ask('GET', '/api/access-log?limit=1'))
    const after = await sizeOf(app, attacked.clinicId)
    const [entries, bytes] = [after.entries - before.entries, after.bytes - before.bytes]
    say(`${shots} refused requests in ${seconds.toFixed(1)} s: the log grew by ${entries} rows and ${bytes} bytes`)
    say(`the other clinic: p50 ${median(quiet).toFixed(0)} ms before, ${median(beside).toFixed(0)} ms beside`)
    return [
      ...(entries > 60 ? [`the log grew by ${entries} rows`] : []),
      ...(bytes > 60_000 ? [`the log grew by ${bytes} bytes`] : []),
    ]
  },
}
