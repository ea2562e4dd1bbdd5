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
import { Compare } from './CompareFields.tsx'
import { Moves } from './MovedRecords.tsx'
import { type Choices, patchesOf } from './merge-fields.ts'

/**
 * The two side by side, and one button. What is chosen is written to the one that stays, then the two are merged, then numbers that only one
 * may hold are taken over. Each step shows in what the records say, so that pressing again after a failure goes on where it stopped.
 */
export function Pair({ twin, kept }: { twin: Patient; kept: Patient }) {
  const [choices, setChoices] = useState<Choices>({})
  const { busy, problem, left, run } = useMerging(twin, kept, choices)
  const merged = twin.mergedInto === kept.id
  const unfinished = merged && Object.keys(patchesOf(choices, twin, kept).after).length > 0
  const names = {
    twin: twin.name.text,
    twinNumber: twin.recordNumber,
    kept: kept.name.text,
    keptNumber: kept.recordNumber,
  }
  return (
    <div className="merge-pair">
      <div className="merge-two">
        <Who of={twin} title={t('duplicate')} help={t('duplicateHelp')} />
        {!merged && <Change twin={twin} kept={kept} />}
        <Who of={kept} title={t('stays')} help={t('staysHelp')} />
      </div>
      {kept.unverified && !twin.unverified && !merged && <p className="merge-hint">{t('swapHint')}</p>}
      {!merged && (
        <>
          <Compare
            twin={twin}
            kept={kept}
            choices={choices}
            choose={(field, choice) => setChoices(before => ({ ...before, [field]: choice }))}
          />
          <Moves twin={twin} />
        </>
      )}
      {left && (
        <Alert color="yellow" variant="light" role="status" styles={{ message: { color: 'var(--warn)' } }}>
          {t(left)}
        </Alert>
      )}
      <ProblemNote problem={problem} />
      <div className="merge-foot">
        {merged && !unfinished ? (
          <Button component={Link} href={`/patients/${kept.id}`}>
            {t('openSurvivor', { name: kept.name.text })}
          </Button>
        ) : (
          <Button
            loading={busy}
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

function Who({ of, title, help }: { of: Patient; title: string; help: string }) {
  return (
    <section className="merge-who" aria-label={title}>
      <h2 className="merge-h">{title}</h2>
      <p className="merge-name">
        <Link href={`/patients/${of.id}`}>{of.name.text}</Link>{' '}
        <PersonBadges deceased={of.deceased} archived={of.archived} unverified={of.unverified} />
      </p>
      <p>{personLine(of)}</p>
      <p className="merge-dim">{help}</p>
    </section>
  )
}

function Change({ twin, kept }: { twin: Patient; kept: Patient }) {
  return (
    <div className="merge-change">
      <Button
        component={Link}
        href={`/patients/${kept.id}/merge?into=${twin.id}`}
        variant="default"
        leftSection={<IconSwap size={16} aria-hidden />}
        aria-label={t('swapHelp', { name: twin.name.text })}
      >
        {t('swap')}
      </Button>
      <Button component={Link} href={`/patients/${twin.id}/merge`} variant="subtle" size="compact-sm">
        {t('another')}
      </Button>
    </div>
  )
}

/** The three writes one after another, and which of them is left where one failed. */
function useMerging(twin: Patient, kept: Patient, choices: Choices) {
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [left, setLeft] = useState<'patched' | 'numbersLeft' | null>(null)

  async function run(): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    setLeft(null)
    const { before, after } = patchesOf(choices, twin, kept)
    let step: typeof left = null
    try {
      let { version } = kept
      if (twin.mergedInto === undefined) {
        if (Object.keys(before).length > 0) {
          version = (await changePatient(kept.id, version, before)).version
          step = 'patched'
        }
        await mergeInto(twin, kept.id)
      }
      step = 'numbersLeft'
      if (Object.keys(after).length > 0) await changePatient(kept.id, version, after)
      toast(t('done', { twin: twin.name.text, kept: kept.name.text }))
      go(`/patients/${kept.id}`)
    } catch (error) {
      setProblem(asProblem(error))
      setLeft(step)
      // What stands now decides what pressing again does.
      for (const { id } of [twin, kept]) void queries.invalidateQueries(patientOf(id))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, left, run }
}
