import { logged, outcomeOnceEnded, rules } from '../../support/access-table.ts'
import { anAccount } from '../../support/accounts.ts'
import { aClinicFixture, must } from '../../support/clinic-fixture.ts'
import { aBrowser } from '../../support/http-browser.ts'
import { samples } from '../../support/route-samples.ts'
import type { Storm } from '../storm.ts'

const people = 12
const readsBefore = 28
const readsAfter = 60

/** A dozen people read as fast as they can while each is signed out: what was asked after the sign-out was answered shows nobody. */
export const storm: Storm = {
  name: 'a token that ended reads nobody, however fast it is used',
  async run(app, say) {
    const fixture = await aClinicFixture(app)
    const paths = [...rules.keys()]
      .filter(route => route.startsWith('GET ') && logged.has(route) && outcomeOnceEnded(route) === 'stranger')
      // What goes over the whole log would be most of the storm's time.
      .filter(route => !/access-log\/(?:csv|verify)$/.test(route))
      .flatMap(route => samples[route]?.(fixture, fixture.own).path ?? [])
    const broken: string[] = []
    let [read, refused] = [0, 0]
    const reader = async () => {
      const account = await anAccount(app, [{ clinicId: fixture.clinicId, roles: ['owner', 'doctor'] }])
      const browser = aBrowser(app)
      const ask = browser.with(must(await browser.signIn(account)).accessToken)
      let over = false
      const hammer = async (times: number, offset: number) => {
        for (let i = 0; i < times; i += 1) {
          const path = paths[(offset + i) % paths.length] ?? ''
          const asked = over
          const { status } = await ask('GET', path)
          if (status < 400) read += 1
          else refused += 1
          if (asked && status !== 401) broken.push(`${path} after the sign-out: ${status}`)
        }
      }
      const beside = hammer(readsBefore, 0)
      await hammer(readsBefore / 4, 7)
      await browser.post('/api/auth/logout')
      over = true
      await Promise.all([beside, hammer(readsAfter, 3)])
    }
    await Promise.all(Array.from({ length: people }, reader))
    say(`${read} reads before ${people} sign-outs or on their way, ${refused} refused, over ${paths.length} routes`)
    return read > 0 ? broken : ['nothing was read before']
  },
}
