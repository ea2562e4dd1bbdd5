import { Button } from '@mantine/core'
import IconSplit from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs'
import IconMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconUnverified from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { matchesOf, type Patient, patientOf, splitOff, verifyPatient } from '../../api/patients.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/merging.ts'
import { matchQueryOf, reasonsInWords } from '../../parts/matching.ts'
import { personLine } from '../../parts/person.ts'
import { FailedState, LoadingState } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'

/** People offered at once; whoever is none of them is searched for. */
const offered = 3

/** What must be known of a record before anything else: that it goes on in another one, or that nobody has checked it yet. */
export function Standing({ patient }: { patient: Patient }) {
  const may = useMay()
  if (patient.mergedInto !== undefined) return <Merged patient={patient} survivorId={patient.mergedInto} />
  if (patient.unverified && may('patient.change') === 'all') return <Unverified patient={patient} />
  return null
}

function Merged({ patient, survivorId }: { patient: Patient; survivorId: string }) {
  const may = useMay()
  const survivor = useQuery(patientOf(survivorId)).data
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const words = { name: patient.name.text }
  const name = survivor ? `${survivor.name.text} (${survivor.recordNumber})` : t('thatRecord')
  const split = async () => {
    setBusy(true)
    try {
      await splitOff(patient)
      toast(t('splitDone', words))
    } catch (error) {
      toastProblem(error)
      setBusy(false)
    }
  }
  return (
    <section className="patient-standing" aria-labelledby="patient-standing">
      <h2 id="patient-standing">
        <IconMerge size={18} aria-hidden /> {t('mergedBanner', { name })}
      </h2>
      <p>{t('mergedBannerHelp', { name: survivor?.name.text ?? t('thatRecord') })}</p>
      <div className="patient-ways">
        <Button component={Link} href={`/patients/${survivorId}`}>
          {survivor ? t('openSurvivor', { name: survivor.name.text }) : t('openKept')}
        </Button>
        {may('patient.merge') && !asked && (
          <Button variant="default" leftSection={<IconSplit size={16} aria-hidden />} onClick={() => setAsked(true)}>
            {t('split')}
          </Button>
        )}
      </div>
      {asked && (
        <div role="alertdialog" aria-label={t('split')} className="patient-ask">
          <p>{t('splitAsk', words)}</p>
          <div className="patient-ways">
            <Button loading={busy} onClick={() => void split()} autoFocus>
              {t('split')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setAsked(false)}>
              {common('cancel')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function Unverified({ patient }: { patient: Patient }) {
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const verify = async () => {
    setBusy(true)
    try {
      await verifyPatient(patient)
      toast(t('isNewDone', { name: patient.name.text }))
    } catch (error) {
      toastProblem(error)
      setBusy(false)
    }
  }
  return (
    <section className="patient-standing" aria-labelledby="patient-standing">
      <h2 id="patient-standing">
        <IconUnverified size={18} aria-hidden /> {t('unverifiedBanner')}
      </h2>
      <p>{t('unverifiedHelp')}</p>
      {may('patient.merge') && <Alike patient={patient} />}
      <div className="patient-ways">
        <Button loading={busy} onClick={() => void verify()}>
          {t('isNew')}
        </Button>
        {may('patient.merge') && (
          <Button component={Link} href={`/patients/${patient.id}/merge`} variant="default">
            {t('isOther')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Those who are most like the person, each one step from the comparison. */
function Alike({ patient }: { patient: Patient }) {
  const found = useQuery(matchesOf(matchQueryOf(patient)))
  if (found.data === undefined) {
    return found.isError ? <FailedState error={found.error} retry={() => found.refetch()} /> : <LoadingState rows={2} />
  }
  const others = found.data.items.filter(one => one.patient.id !== patient.id).slice(0, offered)
  if (others.length === 0) return <p>{t('nobodyAlike', { name: patient.name.text })}</p>
  return (
    <>
      <h3 className="patient-h">{t('isThis')}</h3>
      <ul className="patient-alike">
        {others.map(({ patient: other, reasons }) => (
          <li key={other.id}>
            <div>
              <strong>{other.name}</strong>
              <p>{personLine(other)}</p>
              <p>{t('because', { reasons: reasonsInWords(reasons) })}</p>
            </div>
            <Button
              component={Link}
              href={`/patients/${patient.id}/merge?into=${other.id}`}
              variant="default"
              aria-label={t('compareWith', { name: `${other.name}, ${other.recordNumber}` })}
            >
              {t('compare')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
