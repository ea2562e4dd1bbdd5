import gateway from '../../gateway/index.ts'
import { counted, type Trip, takeTrips } from './counting.ts'

export { AccessLog, Live } from '../../gateway/index.ts'

/** A Worker of the counted build: besides its verbs it hands out what its database was asked. */
interface Noting {
  trips(): Promise<Trip[]>
}

/** The gateway as it is, over a database that notes what is asked of it. `GET /trips` hands out the notes of all five and forgets them. */
export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === '/trips') {
      const workers = [env.PATIENT, env.STAFF, env.APPOINTMENT, env.RECORD] as unknown as Noting[]
      const noted = await Promise.all(workers.map(worker => worker.trips()))
      return Response.json([...takeTrips(), ...noted.flat()])
    }
    return gateway.fetch(request, { ...env, IDENTITY_DB: counted(env.IDENTITY_DB, 'IDENTITY_DB') }, context)
  },
} satisfies ExportedHandler<GatewayEnv>
