import type { ClinicFixture } from './clinic-fixture.ts'
import type { Reply } from './harness.ts'
import { areas, type Prepare, type Sample } from './route-areas.ts'
import { samples } from './route-samples.ts'

const preparing: Record<string, Prepare> = Object.assign({}, ...areas.map(area => area.preparing))

/**
 * A request that is done and not merely admitted: where the sample of a route meets an object in the wrong state, an object of its own is
 * made first. Someone with every role sends it.
 */
export async function validRequest(fixture: ClinicFixture, route: string): Promise<Sample> {
  const make = preparing[route] ?? (async () => samples[route]?.(fixture, fixture.own))
  const sample = await make(fixture)
  if (!sample) throw new Error(`no sample of ${route}`)
  return sample
}

/** Send it as everyone, with the version that its object has now. */
export async function sendValid(
  fixture: ClinicFixture,
  route: string,
  { path, body }: Sample,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const [method = ''] = route.split(' ')
  if (!['PATCH', 'DELETE'].includes(method) && !route.startsWith('PUT /api/rooms')) {
    return fixture.everyone.ask(method, path, body, headers)
  }
  return fixture.everyone.ask(method, path, body, { 'if-match': await versionOf(fixture, path), ...headers })
}

/** What the object's ETag says; those that have no address of their own to read are new. */
export async function versionOf(fixture: ClinicFixture, path: string): Promise<string> {
  const tag = (await fixture.everyone.ask('GET', path)).headers.get('etag') ?? ''
  // The tag of an answer without a version is no version.
  return /^"\d+"$/.test(tag) ? tag : '"1"'
}
