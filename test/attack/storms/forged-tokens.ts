import { rules } from '../../support/access-table.ts'
import { aClinicFixture } from '../../support/clinic-fixture.ts'
import { sideBySide } from '../../support/expect-problem.ts'
import { forged, forgeFrom } from '../../support/forged-tokens.ts'
import type { Storm } from '../storm.ts'

/** Each forged token at a third of all routes, in turn: 401 where a token is asked for, and never a fault of ours. */
export const storm: Storm = {
  name: 'a forged token opens no route',
  async run(app, say) {
    await forgeFrom((await aClinicFixture(app)).people.owner)
    const routes = [...rules]
      .filter(([route, words]) => words.owner === 'yes' && !route.includes('#'))
      .map(([route]) => route)
    const shots = forged.flatMap(([what, token], i) =>
      routes.filter((_, j) => (i + j) % 3 === 0).map(route => ({ what, token, route })),
    )
    const broken: string[] = []
    await sideBySide(8, shots, async ({ what, token, route }) => {
      const [method = 'GET', path = '/'] = route.split(' ')
      const headers: Record<string, string> = { authorization: `Bearer ${token()}` }
      const body = method === 'GET' ? {} : { body: '{}' }
      if (body.body) headers['content-type'] = 'application/json'
      const { status } = await app.send(method, path.replaceAll(/:\w+/g, 'pat-0'), { ...body, headers })
      if (status !== 401) broken.push(`${what} at ${route}: ${status}`)
    })
    say(`${shots.length} requests with ${forged.length} forged tokens over ${routes.length} routes`)
    return broken
  },
}
