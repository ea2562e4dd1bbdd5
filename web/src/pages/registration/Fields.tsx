import { Button, TextInput, type TextInputProps } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import type { ReactNode } from 'react'
import { createContext, useContext } from 'react'
import { t } from '../../i18n/patients.ts'
import type { PatientForm } from './form.ts'
import { type FieldMessages, fieldId } from './validation.ts'

/** What every part of the form needs: the form, a setter for some of its keys, and what is wrong. */
export interface FormState {
  form: PatientForm
  change: (part: Partial<PatientForm>) => void
  messages: FieldMessages
}

const State = createContext<FormState | null>(null)
export const FormProvider = State.Provider

export function useForm(): FormState {
  const state = useContext(State)
  if (!state) throw new Error('used outside of the form')
  return state
}

interface FieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  path: string
  value: string
  onChange: (value: string) => void
}

/** One line of text with its label above and its error below. */
export function Field({ path, onChange, ...rest }: FieldProps) {
  const { messages } = useForm()
  return (
    <TextInput
      {...rest}
      id={fieldId(path)}
      error={messages[path]}
      autoComplete="off"
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

/** A part that folds away; `note` says in a word what is in it. */
export function Section(props: {
  title: string
  note?: string
  open: boolean
  toggle: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <details className="form-section" open={props.open} onToggle={event => props.toggle(event.currentTarget.open)}>
      <summary>
        <span>{props.title}</span> {props.note && <small>{props.note}</small>}
      </summary>
      <div className="form-section-body">{props.children}</div>
    </details>
  )
}

export function AddRow({ label, add }: { label: string; add: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
      {label}
    </Button>
  )
}

export function RemoveRow({ what, remove }: { what: string; remove: () => void }) {
  return (
    <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('removeRow', { what })} onClick={remove}>
      {t('remove')}
    </Button>
  )
}

/** A list with one row changed, or without it. */
export function withRow<T>(rows: T[], index: number, part: Partial<T>): T[] {
  return rows.map((row, i) => (i === index ? { ...row, ...part } : row))
}
export function withoutRow<T>(rows: T[], index: number): T[] {
  return rows.filter((_, i) => i !== index)
}
