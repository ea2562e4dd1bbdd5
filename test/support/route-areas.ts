import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { ClinicFixture, Objects } from './clinic-fixture.ts'

export interface Sample {
  path: string
  body?: Record<string, unknown>
}

/** A request on the objects of a fixture. */
export type Make = (fixture: ClinicFixture, of: Objects) => Sample
export type Samples = Record<string, Make>
export type Prepare = (fixture: ClinicFixture) => Promise<Sample>

/** What the tests of all routes know about the routes of one area, written down by hand and reviewed: a file of the folder `routes`. */
export interface RouteArea {
  /** A line per route: what each role may, and what is left in the access log. test/support/access-table.ts says what the words mean. */
  access: string
  /** A request per route that its rules accept. */
  samples: Samples
  /** Requests that ask for more than the sample does, each with a line of its own, `METHOD /path#word`. */
  furtherSamples?: Samples
  /** Where the sample meets an object in the wrong state: a request on an object that is made for it. */
  preparing?: Record<string, Prepare>
  /** What a fixture has of this area, once for the patient and the staff member who sign in and once for others. */
  objects?: (
    people: ClinicFixture['people'],
    of: Pick<Objects, 'patient' | 'staff'>,
    canary: string,
  ) => Promise<Partial<Objects>>
}

/** Every area of the folder, so that a new file is seen without being listed. */
export const areas: RouteArea[] = await Promise.all(
  globSync('routes/*.ts', { cwd: import.meta.dirname })
    .sort()
    .map(async file => {
      const { area }: { area: RouteArea } = await import(join(import.meta.dirname, file))
      return area
    }),
)
