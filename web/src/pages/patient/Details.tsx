import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Patient } from '../../api/patients.ts'
import { languageName } from '../../i18n/code-names.ts'
import { choiceText, fieldLabel } from '../../i18n/patient-fields.ts'
import { t } from '../../i18n/patients.ts'
import { plainDate } from '../../i18n/time.ts'
import { addressLines } from '../../parts/address.ts'
import { otherPlainFields } from '../../parts/plain-fields.ts'

/** Everything that is known of the person, besides the head. Empty things are not named. */
export function Details({ patient }: { patient: Patient }) {
  const { email, otherPhones, identifiers, contacts, coverages, language, interpreter } = patient
  const facts: [string, ReactNode][] = [
    [t('email'), email],
    [
      t('addPhone'),
      otherPhones.map(one => (
        <p key={one.number}>
          {one.number} <small>{one.label}</small>
        </p>
      )),
    ],
    [t('section_address'), addressLines(patient).map(one => <p key={one}>{one}</p>)],
    [
      t('section_identifiers'),
      identifiers.map(one => (
        <p key={`${one.type} ${one.value}`}>
          <small>{t(`id_${one.type}`)}</small> {one.value}
        </p>
      )),
    ],
    [
      t('section_contacts'),
      contacts.map(one => (
        <p key={`${one.name} ${one.relation}`}>
          {one.patientId ? <Link href={`/patients/${one.patientId}`}>{one.name}</Link> : one.name}{' '}
          <small>
            {[one.relation, one.guardian && t('guardianShort'), one.emergency && t('emergencyShort')]
              .filter(Boolean)
              .join(', ')}
          </small>{' '}
          {one.phone}
        </p>
      )),
    ],
    [
      t('section_coverages'),
      coverages.map(one => (
        <p key={`${one.payer} ${one.number}`}>
          {one.payer} {one.number} {one.validTo && <small>{t('until', { date: plainDate(one.validTo) })}</small>}
        </p>
      )),
    ],
    [t('language'), [language && languageName(language), interpreter && t('interpreter')].filter(Boolean).join(', ')],
    ...otherPlainFields(['email', 'language']).map((name): [string, ReactNode] => [
      fieldLabel(name),
      choiceText(name, patient[name] ?? ''),
    ]),
  ]
  const recordedFacts = facts.filter(([, value]) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))
  return (
    <section aria-label={t('details')}>
      <h2 className="patient-h">{t('details')}</h2>
      {recordedFacts.length === 0 ? (
        <p className="patient-dim">{t('noDetails')}</p>
      ) : (
        <dl className="patient-details">
          {recordedFacts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
