import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Encounter, recordVitals } from '../../../api/charts.ts'
import { asProblem, type Problem } from '../../../api/problem.ts'
import { t } from '../../../i18n/chart.ts'
import { problemText } from '../../../i18n/problems.ts'
import { useDraft } from '../../../parts/drafts.ts'
import { useMembership } from '../../../session/session.ts'
import { VitalsList } from './VitalsList.tsx'
import {
  observationsOf,
  readNumber,
  type TypedVitals,
  usualPressureRange,
  type VitalSign,
  vitalSignsFor,
} from './vital-signs.ts'

const blank = (): TypedVitals & { key: string } => ({
  systolic: '',
  diastolic: '',
  values: {},
  key: crypto.randomUUID(),
})

function hint(text: string, [low, high]: readonly [number, number]): string | undefined {
  if (text.trim() === '') return undefined
  const value = readNumber(text)
  if (value === undefined) return t('noNumber')
  return value < low || value > high ? t('lookAgain') : undefined
}

/** Vital signs of this visit: a row to type them, Tab to Tab, and those already taken. */
export function Vitals({ encounter }: { encounter: Encounter }) {
  const open = encounter.status === 'in_progress' && !encounter.signedAt
  const doctor = useMembership().roles.includes('doctor')
  // Where the nurse has measured already, the doctor's note needs the room.
  const [formShown, setFormShown] = useState(() => !doctor || encounter.observations.length === 0)
  return (
    <section className="vitals" aria-label={t('vitals')}>
      <h2 className="chart-h">{t('vitals')}</h2>
      <VitalsList observations={encounter.observations} open={open} />
      {open &&
        (formShown ? (
          <VitalsForm encounter={encounter} />
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={() => setFormShown(true)}>
            {t('moreVitals')}
          </Button>
        ))}
    </section>
  )
}

function VitalsForm({ encounter }: { encounter: Encounter }) {
  const signs = vitalSignsFor(useMembership().country)
  const draft = useDraft(`vitals-${encounter.id}`, blank())
  const { systolic, diastolic, values, key } = draft.value
  const [problem, setProblem] = useState<Problem | null>(null)
  const [incomplete, setIncomplete] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)

  const save = async () => {
    const texts = [systolic, diastolic, ...Object.values(values)].filter(text => text?.trim())
    if (texts.length === 0) return setIncomplete(t('noVitals'))
    if (texts.some(text => readNumber(text ?? '') === undefined)) return setIncomplete(t('noNumbers'))
    if ((systolic.trim() === '') !== (diastolic.trim() === '')) return setIncomplete(t('bothPressures'))
    setIncomplete(null)
    setProblem(null)
    setSaving(true)
    try {
      const to = { patientId: encounter.patient.id, encounterId: encounter.id, observedAt: new Date().toISOString() }
      await recordVitals(observationsOf(draft.value, signs, to), key)
      draft.clear(blank())
    } catch (error) {
      const refusalText = asProblem(error)
      setProblem(refusalText)
      if (refusalText.status >= 400 && refusalText.status < 500) draft.set({ ...draft.value, key: crypto.randomUUID() })
    } finally {
      setSaving(false)
    }
  }

  const setSign = (sign: VitalSign, text: string) =>
    draft.set({ ...draft.value, values: { ...values, [sign.key]: text } })
  return (
    <form
      className="vitals-entry"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset className="vitals-pressure">
        <legend>
          {t('blood_pressure')} <small>mmHg</small>
        </legend>
        <NumberField
          label={t('systolic')}
          value={systolic}
          hint={hint(systolic, usualPressureRange.systolic)}
          set={text => draft.set({ ...draft.value, systolic: text })}
        />
        <span aria-hidden>/</span>
        <NumberField
          label={t('diastolic')}
          value={diastolic}
          hint={hint(diastolic, usualPressureRange.diastolic)}
          set={text => draft.set({ ...draft.value, diastolic: text })}
        />
      </fieldset>
      {signs.map(sign => (
        <TextInput
          key={sign.key}
          className="vitals-field"
          label={
            <>
              {t(sign.key)} <small>{sign.unitText}</small>
            </>
          }
          inputMode="decimal"
          autoComplete="off"
          maxLength={8}
          value={values[sign.key] ?? ''}
          description={hint(values[sign.key] ?? '', sign.usualRange)}
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={event => setSign(sign, event.currentTarget.value)}
        />
      ))}
      <div className="vitals-foot">
        <Button type="submit" variant="light" loading={saving}>
          {t('recordVitals')}
        </Button>
        {(incomplete || problem) && (
          <span className="save-bad" role="alert">
            {incomplete ?? (problem?.fields.length ? t('impossible') : problem && problemText(problem))}
          </span>
        )}
      </div>
    </form>
  )
}

function NumberField(props: { label: string; value: string; hint: string | undefined; set: (text: string) => void }) {
  return (
    <TextInput
      className="vitals-quick"
      aria-label={props.label}
      placeholder={props.label}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      value={props.value}
      description={props.hint}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={event => props.set(event.currentTarget.value)}
    />
  )
}
