import { api } from '../../gateway/api.ts'
import { areas, type Samples } from './route-areas.ts'

/** Every route of the router, once, as `METHOD /path`. */
export const routes: string[] = [
  ...new Set(
    api.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

/** A request per route that its rules accept, on the objects of a fixture: a test fails for a route without one. */
export const samples: Samples = Object.assign({}, ...areas.map(area => area.samples))

/** Requests to a route that ask for more than its sample does, each with a rule of its own. */
export const furtherSamples: Samples = Object.assign({}, ...areas.map(area => area.furtherSamples))
