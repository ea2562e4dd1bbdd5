import IconDifferent from '@tabler/icons-react/dist/esm/icons/IconArrowsLeftRight.mjs'
import IconOnly from '@tabler/icons-react/dist/esm/icons/IconCirclePlus.mjs'
import IconSame from '@tabler/icons-react/dist/esm/icons/IconEqual.mjs'
import type { Patient } from '../../api/patients.ts'
import { languageName } from '../../i18n/code-names.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/merging.ts'
import { choiceText, sectionLabel } from '../../i18n/patient-fields.ts'
import { t as words } from '../../i18n/patients.ts'
import { plainDate } from '../../i18n/time.ts'
import { addressLines } from '../../parts/address.ts'
import {
  type Choice,
  type Choices,
  choicesOf,
  compareField,
  defaultChoice,
  type Field,
  fields,
  isKnown,
} from './merge-fields.ts'

interface Props {
  duplicate: Patient
  primary: Patient
  choices: Choices
  choose: (field: Field, choice: Choice) => void
}

/** Field by field what the two say: alike or not by an icon and a word, and where they are not, a choice. */
export function CompareFields({ duplicate, primary, choices, choose }: Props) {
  const shown = fields.filter(field => compareField(field, duplicate, primary) !== 'neither')
  return (
    <section aria-labelledby="merge-fields">
      <h2 id="merge-fields" className="merge-h">
        {t('fields')}
      </h2>
      <p className="merge-dim">{t('fieldsHelp')}</p>
      <div className="merge-fields">
        <div className="merge-field merge-heads" aria-hidden>
          <span>{t('field')}</span>
          <span>{t('duplicate')}</span>
          <span>{t('stays')}</span>
        </div>
        {shown.map(field => (
          <Row
            key={field}
            field={field}
            duplicate={duplicate}
            primary={primary}
            chosen={choices[field] ?? defaultChoice(field, duplicate, primary)}
            choose={choice => choose(field, choice)}
          />
        ))}
      </div>
    </section>
  )
}

const marks = { same: IconSame, different: IconDifferent, only_duplicate: IconOnly, only_primary: IconOnly } as const

interface RowProps {
  field: Field
  duplicate: Patient
  primary: Patient
  chosen: Choice
  choose: (choice: Choice) => void
}

function Row({ field, duplicate, primary, chosen, choose }: RowProps) {
  const comparison = compareField(field, duplicate, primary)
  if (comparison === 'neither') return null
  const options = choicesOf(field, duplicate, primary)
  const Mark = marks[comparison]
  const cell = (patient: Patient, choice: Choice) => {
    const value = isKnown(patient, field) ? linesOf(patient, field) : [t('unknownValue')]
    if (!options.includes(choice)) return <Value lines={value} known={isKnown(patient, field)} />
    return (
      <label className="merge-option" data-chosen={chosen === choice}>
        <input type="radio" name={`merge-${field}`} checked={chosen === choice} onChange={() => choose(choice)} />
        <span>
          <span className="only-spoken">{t(choice === 'duplicate' ? 'fromDuplicate' : 'fromPrimary')}: </span>
          <Value lines={value} known={isKnown(patient, field)} />
        </span>
      </label>
    )
  }
  return (
    <fieldset className="merge-field" aria-labelledby={`merge-name-${field}`} data-nature={comparison}>
      <div className="merge-field-name">
        <span id={`merge-name-${field}`}>{sectionLabel(field)}</span>
        <span className="merge-mark">
          <Mark size={14} aria-hidden /> {t(comparison)}
        </span>
      </div>
      <div className="merge-cell" data-title={t('duplicate')}>
        {cell(duplicate, 'duplicate')}
      </div>
      <div className="merge-cell" data-title={t('stays')}>
        {cell(primary, 'primary')}
      </div>
      {options.includes('both') && (
        <label className="merge-option merge-both" data-chosen={chosen === 'both'}>
          <input type="radio" name={`merge-${field}`} checked={chosen === 'both'} onChange={() => choose('both')} />
          <span>{t('both')}</span>
        </label>
      )}
    </fieldset>
  )
}

function Value({ lines, known }: { lines: string[]; known: boolean }) {
  return (
    <span className={known ? 'merge-value' : 'merge-value merge-dim'}>
      {lines.map(line => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}

/** A field as people read it, one line for each of several. */
function linesOf(patient: Patient, field: Field): string[] {
  const { name, birthDate, sex, deceased, language } = patient
  switch (field) {
    case 'name':
      return [name.text, name.preferred ? `“${name.preferred}”` : ''].filter(Boolean)
    case 'birthDate':
      return birthDate ? [plainDate(birthDate)] : []
    case 'sex':
      return [common(sex)]
    case 'address':
      return addressLines(patient)
    case 'otherPhones':
      return patient.otherPhones.map(one => `${one.number} ${one.label}`)
    case 'identifiers':
      return patient.identifiers.map(one => `${words(`id_${one.type}`)} ${one.value}`)
    case 'contacts':
      return patient.contacts.map(one => [one.name, one.relation, one.phone].filter(Boolean).join(', '))
    case 'coverages':
      return patient.coverages.map(one => `${one.payer} ${one.number}`)
    case 'language':
      return language ? [languageName(language)] : []
    case 'interpreter':
      return [t('yes')]
    case 'deceased':
      return [deceased?.date ? plainDate(deceased.date) : t('yes')]
    default:
      return [choiceText(field, patient[field] ?? '')]
  }
}
