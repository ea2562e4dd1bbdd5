import type { Encounter } from '../../../api/charts.ts'
import type { Stored } from './autosave.ts'

/** The four texts of a SOAP note, in their order. */
export const soapFields = ['subjective', 'objective', 'assessment', 'plan'] as const
export type Soap = Record<(typeof soapFields)[number], string>

/** The texts of an encounter's SOAP note, empty where there is none yet, with the version that holds them. */
export function soapOf({ version, note }: Encounter): Stored<Soap> {
  const { subjective = '', objective = '', assessment = '', plan = '' } = note ?? {}
  return { version, texts: { subjective, objective, assessment, plan }, at: note?.updatedAt }
}
