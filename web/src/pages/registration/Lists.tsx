import { Checkbox, NativeSelect, SimpleGrid } from '@mantine/core'
import { t } from '../../i18n/patients.ts'
import { DateField } from '../../parts/DateField.tsx'
import { AddRow, Field, RemoveRow, useForm, withoutRow, withRow } from './Fields.tsx'
import type { IdentifierType } from './form.ts'
import { fieldId } from './validation.ts'

const types = [
  'nik',
  'bpjs',
  'satusehat',
  'family_card',
  'mother_nik',
  'ssn',
  'nhs',
  'passport',
  'old_record',
  'other',
] as const satisfies readonly IdentifierType[]

export function Identifiers() {
  const { form, change } = useForm()
  const rows = form.identifiers
  return (
    <>
      {rows.map((row, i) => (
        <div className="form-row" key={`identifier-${String(i)}`}>
          <NativeSelect
            label={t('idType')}
            value={row.type}
            data={types.map(type => ({ value: type, label: t(`id_${type}`) }))}
            onChange={event => {
              const type = types.find(one => one === event.currentTarget.value)
              if (type) change({ identifiers: withRow(rows, i, { type }) })
            }}
          />
          <Field
            path={`identifiers.${i}.value`}
            label={t('idValue')}
            value={row.value}
            onChange={value => change({ identifiers: withRow(rows, i, { value }) })}
          />
          <RemoveRow what={t(`id_${row.type}`)} remove={() => change({ identifiers: withoutRow(rows, i) })} />
        </div>
      ))}
      <AddRow
        label={t('addIdentifier')}
        add={() => change({ identifiers: [...rows, { type: rows.length === 0 ? 'nik' : 'other', value: '' }] })}
      />
    </>
  )
}

const newContact = { name: '', relation: '', phone: '', emergency: false, guardian: false }

export function Contacts() {
  const { form, change } = useForm()
  const rows = form.contacts
  const set = (i: number, part: Partial<(typeof rows)[number]>) => change({ contacts: withRow(rows, i, part) })
  return (
    <>
      {rows.map((row, i) => (
        <fieldset className="form-card" key={`contact-${String(i)}`}>
          <legend>{row.name || t('contactNew')}</legend>
          <SimpleGrid cols={{ base: 1, xs: 3 }} verticalSpacing="xs">
            <Field path={`contacts.${i}.name`} label={t('name')} value={row.name} onChange={name => set(i, { name })} />
            <Field
              path={`contacts.${i}.relation`}
              label={t('relation')}
              value={row.relation}
              placeholder={t('relationExample')}
              onChange={relation => set(i, { relation })}
            />
            <Field
              path={`contacts.${i}.phone`}
              type="tel"
              label={t('phone')}
              value={row.phone}
              onChange={phone => set(i, { phone })}
            />
          </SimpleGrid>
          <div className="form-line">
            <Checkbox
              label={t('guardian')}
              checked={row.guardian}
              onChange={event => set(i, { guardian: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('emergency')}
              checked={row.emergency}
              onChange={event => set(i, { emergency: event.currentTarget.checked })}
            />
            <RemoveRow what={row.name} remove={() => change({ contacts: withoutRow(rows, i) })} />
          </div>
        </fieldset>
      ))}
      <AddRow label={t('addContact')} add={() => change({ contacts: [...rows, newContact] })} />
    </>
  )
}

export function Coverages() {
  const { form, change, messages } = useForm()
  const rows = form.coverages
  const set = (i: number, part: Partial<(typeof rows)[number]>) => change({ coverages: withRow(rows, i, part) })
  return (
    <>
      {rows.map((row, i) => (
        <div className="form-row form-row-3" key={`coverage-${String(i)}`}>
          <Field
            path={`coverages.${i}.payer`}
            label={t('payer')}
            value={row.payer}
            onChange={payer => set(i, { payer })}
          />
          <Field
            path={`coverages.${i}.number`}
            label={t('memberNumber')}
            value={row.number}
            onChange={number => set(i, { number })}
          />
          <DateField
            id={fieldId(`coverages.${i}.validTo`)}
            label={t('validTo')}
            value={row.validTo}
            error={messages[`coverages.${i}.validTo`]}
            onChange={validTo => set(i, { validTo })}
          />
          <RemoveRow what={row.payer} remove={() => change({ coverages: withoutRow(rows, i) })} />
        </div>
      ))}
      <AddRow
        label={t('addCoverage')}
        add={() => change({ coverages: [...rows, { payer: '', number: '', validTo: '' }] })}
      />
    </>
  )
}

export function OtherPhones() {
  const { form, change } = useForm()
  const rows = form.otherPhones
  const set = (i: number, part: Partial<(typeof rows)[number]>) => change({ otherPhones: withRow(rows, i, part) })
  return (
    <>
      {rows.map((row, i) => (
        <div className="form-row" key={`phone-${String(i)}`}>
          <Field
            path={`otherPhones.${i}.label`}
            label={t('phoneLabel')}
            placeholder={t('phoneLabelExample')}
            value={row.label}
            onChange={label => set(i, { label })}
          />
          <Field
            path={`otherPhones.${i}.number`}
            type="tel"
            label={t('phone')}
            value={row.number}
            onChange={number => set(i, { number })}
          />
          <RemoveRow what={row.number} remove={() => change({ otherPhones: withoutRow(rows, i) })} />
        </div>
      ))}
      <AddRow label={t('addPhone')} add={() => change({ otherPhones: [...rows, { number: '', label: '' }] })} />
    </>
  )
}
