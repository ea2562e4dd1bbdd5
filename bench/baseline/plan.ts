/** What the bare Worker plays: the statements that the real system asked for one request, stage by stage. */

export interface PlannedTrip {
  database: string
  how: 'batch' | 'all' | 'raw'
  statements: { sql: string; params: unknown[] }[]
}

/** Stages follow each other; the trips of one stage are made side by side. */
export type Plan = PlannedTrip[][]

/** The plans of each route, one for each of its sample requests. */
export type Plans = Record<string, Plan[]>
