import { NativeSelect } from '@mantine/core'
import { choicesOf, type PlainFieldName } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import { choiceText, fieldLabel } from '../../i18n/patient-fields.ts'
import { Field, useForm } from './Fields.tsx'
import { fieldId } from './validation.ts'

/** The input of a plain field: a list where its words are given, else one line of text. */
export function PlainFieldInput({ name }: { name: PlainFieldName }) {
  const { form, change, messages } = useForm()
  const choices = choicesOf(name)
  const enter = (value: string) => {
    const part: Partial<Record<PlainFieldName, string>> = { [name]: value }
    change(part)
  }
  if (!choices) return <Field path={name} label={fieldLabel(name)} value={form[name]} onChange={enter} />
  return (
    <NativeSelect
      id={fieldId(name)}
      label={fieldLabel(name)}
      value={form[name]}
      error={messages[name]}
      data={[{ value: '', label: '' }, ...choices.map(value => ({ value, label: choiceText(name, value) }))]}
      onChange={event => enter(event.currentTarget.value)}
    />
  )
}
