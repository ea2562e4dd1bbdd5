import type { ReactNode } from 'react'
import type * as v from 'valibot'
import type { Entry, ListPath } from '../../api/settings.ts'
import type { FieldMessages } from '../../parts/form.ts'

/** A form holds what stands in its fields: text and ticks. */
export type EntryFormState = Record<string, string | boolean>

/** What the fields of an entry are given. */
export interface EntryFieldsProps<F extends EntryFormState> {
  form: F
  set: (part: Partial<F>) => void
  messages: FieldMessages
  /** Id of a field's input. */
  id: (field: keyof F & string) => string
}

/** Everything that makes one list of the settings different from another. */
export interface ListConfig<T extends Entry, F extends EntryFormState> {
  path: ListPath
  words: { add: string; empty: string; emptyHelp: string }
  nameOf: (item: T) => string
  columns: { name: string; cell: (item: T) => ReactNode; numeric?: boolean }[]
  /** What the filter looks in; no filter where absent. */
  search?: (item: T) => string
  blank: F
  formOf: (item: T) => F
  labels: Record<keyof F & string, string>
  fields: (state: EntryFieldsProps<F>) => ReactNode
  /** The whole entry as the API takes it; null where a field is cleared. Wrong where a field cannot even be read. */
  inputOf: (form: F) => { input: Record<string, unknown> } | { messages: FieldMessages }
  create: v.GenericSchema
  change: v.GenericSchema
  /** Codes that are said beside a field. */
  refusals: Record<string, { field: string; text: string }>
  /** Where entries can be removed: what it means, and why it may be refused. */
  remove?: { help: string; inUse: string }
}
