import { Alert, Button } from '@mantine/core'
import IconSwap from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import IconMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { changePatient, mergeInto, type Patient, patientOf } from '../../api/patients.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { t } from '../../i18n/merging.ts'
import { PersonBadges } from '../../parts/PersonBadges.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { personLine } from '../../parts/person.ts'
import { toast } from '../../parts/toast.tsx'
import { CompareFields } from './CompareFields.tsx'
import { MergeAccounts } from './MergeAccounts.tsx'
import { MovedRecords } from './MovedRecords.tsx'
import { type Choices, patchesOf } from './merge-fields.ts'

/**
 * The two side by side, and one button. What is chosen is written to the one that stays, then the two are merged, then numbers that only one
 * may hold are taken over. Each step shows in what the records say, so that pressing again after a failure goes on where it stopped.
 */
export function MergePair({ duplicate, primary }: { duplicate: Patient; primary: Patient }) {
  const [choices, setChoices] = useState<Choices>({})
  const { merging, problem, unfinishedStep, run } = useMerge(duplicate, primary, choices)
  const merged = duplicate.mergedInto === primary.id
  const unfinished = merged && Object.keys(patchesOf(choices, duplicate, primary).after).length > 0
  const names = {
    duplicate: duplicate.name.text,
    duplicateNumber: duplicate.recordNumber,
    primary: primary.name.text,
    primaryNumber: primary.recordNumber,
  }
  return (
    <div className="merge-pair">
      <div className="merge-two">
        <PatientSummary patient={duplicate} title={t('duplicate')} help={t('duplicateHelp')} />
        {!merged && <SwapLink duplicate={duplicate} primary={primary} />}
        <PatientSummary patient={primary} title={t('stays')} help={t('staysHelp')} />
      </div>
      {primary.unverified && !duplicate.unverified && !merged && <p className="merge-hint">{t('swapHint')}</p>}
      {!merged && (
        <>
          <CompareFields
            duplicate={duplicate}
            primary={primary}
            choices={choices}
            choose={(field, choice) => setChoices(before => ({ ...before, [field]: choice }))}
          />
          <MovedRecords duplicate={duplicate} />
          <MergeAccounts duplicate={duplicate} primary={primary} />
        </>
      )}
      {unfinishedStep && (
        <Alert color="yellow" variant="light" role="status" styles={{ message: { color: 'var(--warn)' } }}>
          {t(unfinishedStep)}
        </Alert>
      )}
      <ProblemNote problem={problem} />
      <div className="merge-foot">
        {merged && !unfinished ? (
          <Button component={Link} href={`/patients/${primary.id}`}>
            {t('openMergedInto', { name: primary.name.text })}
          </Button>
        ) : (
          <Button
            loading={merging}
            leftSection={<IconMerge size={16} aria-hidden />}
            onClick={() => void run()}
            className="merge-confirm"
          >
            {merged ? t('finish') : t('confirm', names)}
          </Button>
        )}
      </div>
    </div>
  )
}

function PatientSummary({ patient, title, help }: { patient: Patient; title: string; help: string }) {
  return (
    <section className="merge-who" aria-label={title}>
      <h2 className="merge-h">{title}</h2>
      <p className="merge-name">
        <Link href={`/patients/${patient.id}`}>{patient.name.text}</Link>{' '}
        <PersonBadges deceased={patient.deceased} archived={patient.archived} unverified={patient.unverified} />
      </p>
      <p>{personLine(patient)}</p>
      <p className="merge-dim">{help}</p>
    </section>
  )
}

function SwapLink({ duplicate, primary }: { duplicate: Patient; primary: Patient }) {
  return (
    <div className="merge-change">
      <Button
        component={Link}
        href={`/patients/${primary.id}/merge?into=${duplicate.id}`}
        variant="default"
        leftSection={<IconSwap size={16} aria-hidden />}
        aria-label={t('swapHelp', { name: duplicate.name.text })}
      >
        {t('swap')}
      </Button>
      <Button component={Link} href={`/patients/${duplicate.id}/merge`} variant="subtle" size="compact-sm">
        {t('another')}
      </Button>
    </div>
  )
}

/** The three writes one after another, and which of them is left where one failed. */
function useMerge(duplicate: Patient, primary: Patient, choices: Choices) {
  const [, navigate] = useLocation()
  const [merging, setMerging] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [unfinishedStep, setUnfinishedStep] = useState<'patched' | 'numbersLeft' | null>(null)

  async function run(): Promise<void> {
    if (merging) return
    setMerging(true)
    setProblem(null)
    setUnfinishedStep(null)
    const { before, after } = patchesOf(choices, duplicate, primary)
    let step: typeof unfinishedStep = null
    try {
      let { version } = primary
      if (duplicate.mergedInto === undefined) {
        if (Object.keys(before).length > 0) {
          version = (await changePatient(primary.id, version, before)).version
          step = 'patched'
        }
        await mergeInto(duplicate, primary.id)
      }
      step = 'numbersLeft'
      if (Object.keys(after).length > 0) await changePatient(primary.id, version, after)
      toast(t('done', { duplicate: duplicate.name.text, primary: primary.name.text }))
      navigate(`/patients/${primary.id}`)
    } catch (error) {
      setProblem(asProblem(error))
      setUnfinishedStep(step)
      // The records as they are now decide which steps a repeated press still takes.
      for (const { id } of [duplicate, primary]) void queries.invalidateQueries(patientOf(id))
    } finally {
      setMerging(false)
    }
  }
  return { merging, problem, unfinishedStep, run }
}
