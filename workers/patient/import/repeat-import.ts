import type { Context } from '#shared/context'
import type { Result } from '#shared/result'
import type { ImportPatients, ImportVerdicts } from './contract.ts'
import { importRows } from './import.ts'

/** The answer to a repeat with the same Idempotency-Key: the import runs again, and finds every row known. */
export function repeatImport(context: Context, _id: string, input: ImportPatients): Promise<Result<ImportVerdicts>> {
  return importRows({ ...context, actor: { ...context.actor, repeat: undefined } }, input)
}
