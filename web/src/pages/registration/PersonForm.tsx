import './registration.css'
import { Checkbox, SimpleGrid } from '@mantine/core'
import { useState } from 'react'
import { languageName } from '../../i18n/code-names.ts'
import { t } from '../../i18n/patients.ts'
import { age } from '../../i18n/time.ts'
import { DateField } from '../../parts/DateField.tsx'
import { otherPlainFields } from '../../parts/plain-fields.ts'
import { Address } from './Address.tsx'
import { Essentials } from './Essentials.tsx'
import { Field, type FormState, Section, useForm } from './Fields.tsx'
import type { PatientForm } from './form.ts'
import { Contacts, Coverages, Identifiers, OtherPhones } from './Lists.tsx'
import { PlainFieldInput } from './PlainFieldInput.tsx'
import { fieldId } from './validation.ts'

type SectionName = 'identifiers' | 'address' | 'contacts' | 'coverages' | 'language' | 'further'

/** The plain fields without a place of their own. */
const furtherFields = otherPlainFields(['email', 'language'])

/** Which section a field stands in; the essentials have none. */
const sectionByField: Record<string, SectionName> = {
  identifiers: 'identifiers',
  address: 'address',
  contacts: 'contacts',
  coverages: 'coverages',
  language: 'language',
  otherPhones: 'further',
  deceased: 'further',
  ...Object.fromEntries(furtherFields.map(name => [name, 'further' as const])),
}

function sectionOf(path: string): SectionName | undefined {
  const [root = '', part = ''] = path.split('.')
  return root === 'name' && part !== 'given' && part !== 'family' ? 'further' : sectionByField[root]
}

function isChild({ birthDate, birthUnknown }: PatientForm): boolean {
  if (birthUnknown || !/^\d{4}(-\d{2}){0,2}$/.test(birthDate)) return false
  const ageNow = age(birthDate)
  return 'months' in ageNow || ageNow.years < 18
}

/** The notes beside the folded titles: what is in there already. */
function noteOf(name: SectionName, form: PatientForm): string | undefined {
  const counts: Partial<Record<SectionName, number>> = {
    identifiers: form.identifiers.filter(row => row.value).length,
    contacts: form.contacts.filter(row => row.name).length,
    coverages: form.coverages.filter(row => row.payer).length,
  }
  const count = counts[name]
  if (count) return String(count)
  if (name === 'contacts') return isChild(form) ? t('guardianHint') : undefined
  if (name === 'address') return [form.address.line.split('\n')[0], form.address.city].filter(Boolean).join(', ')
  if (name === 'language')
    return [form.language && languageName(form.language), form.interpreter && t('interpreter')]
      .filter(Boolean)
      .join(', ')
  return name === 'further' && form.deceased ? t('deceased') : undefined
}

/** All fields of a person: essentials first, the rest folded. Sections with an error open by themselves. */
export function PersonForm({ messages }: Pick<FormState, 'messages'>) {
  const { form } = useForm()
  const [opened, setOpened] = useState<Partial<Record<SectionName, boolean>>>({})
  const sectionsWithErrors = new Set(Object.keys(messages).map(sectionOf))
  const section = (name: SectionName) => ({
    title: t(`section_${name}`),
    note: noteOf(name, form),
    open: sectionsWithErrors.has(name) || (opened[name] ?? (name === 'contacts' && isChild(form))),
    toggle: (open: boolean) => setOpened(before => ({ ...before, [name]: open })),
  })
  return (
    <>
      <Essentials />
      <Section {...section('identifiers')}>
        <Identifiers />
      </Section>
      <Section {...section('address')}>
        <Address />
      </Section>
      <Section {...section('contacts')}>
        <Contacts />
      </Section>
      <Section {...section('coverages')}>
        <Coverages />
      </Section>
      <Section {...section('language')}>
        <Language />
      </Section>
      <Section {...section('further')}>
        <Further />
      </Section>
    </>
  )
}

function Language() {
  const { form, change } = useForm()
  return (
    <div className="form-line">
      <Field
        path="language"
        label={t('language')}
        placeholder={t('languageExample')}
        value={form.language}
        onChange={language => change({ language })}
      />
      <Checkbox
        mt={22}
        label={t('interpreterNeeded')}
        checked={form.interpreter}
        onChange={event => change({ interpreter: event.currentTarget.checked })}
      />
    </div>
  )
}

function Further() {
  const { form, change, messages } = useForm()
  const { name } = form
  const part = (key: 'preferred' | 'prefix' | 'suffix' | 'text') => (
    <Field
      path={`name.${key}`}
      label={t(`name_${key}`)}
      value={name[key]}
      onChange={value => change({ name: { ...name, [key]: value } })}
    />
  )
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        {part('preferred')}
        {part('text')}
        {part('prefix')}
        {part('suffix')}
        {furtherFields.map(name => (
          <PlainFieldInput key={name} name={name} />
        ))}
      </SimpleGrid>
      <OtherPhones />
      <div className="form-line">
        <Checkbox
          label={t('hasDied')}
          checked={form.deceased}
          onChange={event => change({ deceased: event.currentTarget.checked })}
        />
        {form.deceased && (
          <DateField
            id={fieldId('deceased.date')}
            label={t('deceasedDate')}
            partial
            value={form.deceasedDate}
            error={messages['deceased.date']}
            onChange={deceasedDate => change({ deceasedDate })}
          />
        )}
      </div>
    </>
  )
}
