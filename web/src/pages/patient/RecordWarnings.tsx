import { Button } from '@mantine/core'
import IconSplit from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs'
import IconMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconUnverified from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { matchesOf, type Patient, patientOf, splitOff, verifyPatient } from '../../api/patients.ts'
import { relationsOf } from '../../api/relations.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/merging.ts'
import { t as relationWords } from '../../i18n/relations.ts'
import { matchQueryOf, reasonsInWords } from '../../parts/matching.ts'
import { personLine } from '../../parts/person.ts'
import { FailedState, LoadingState } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'

/** Likely duplicates shown at once; other patients are found by search. */
const maxOffered = 3

/** Warnings above a record: it was merged into another one, or nobody has checked the patient's identity yet. */
export function RecordWarnings({ patient }: { patient: Patient }) {
  const may = useMay()
  if (patient.mergedInto !== undefined) return <MergedWarning patient={patient} mergedIntoId={patient.mergedInto} />
  return (
    <>
      {patient.unverified && may('patient.change') === 'all' && <UnverifiedWarning patient={patient} />}
      {may('relation.of_patient') === 'all' && <NewRelations patientId={patient.id} />}
    </>
  )
}

/** Somebody stands for the patient who did not before: said where the chart is read, until it is approved, ended or a day old. */
function NewRelations({ patientId }: { patientId: string }) {
  const relations = useQuery(relationsOf(patientId))
  const count = relations.data?.filter(one => one.status === 'pending').length ?? 0
  if (count === 0) return null
  return (
    <section className="patient-standing" aria-labelledby="patient-new-relations">
      <h2 id="patient-new-relations">
        <IconUnverified size={18} aria-hidden /> {relationWords('newHere', { count })}
      </h2>
      <p>
        <Link href={`/patients/${patientId}?view=details`}>{relationWords('newHereHelp')}</Link>
      </p>
    </section>
  )
}

function MergedWarning({ patient, mergedIntoId }: { patient: Patient; mergedIntoId: string }) {
  const may = useMay()
  const mergedInto = useQuery(patientOf(mergedIntoId)).data
  const [confirming, setConfirming] = useState(false)
  const [pending, setPending] = useState(false)
  const words = { name: patient.name.text }
  const name = mergedInto ? `${mergedInto.name.text} (${mergedInto.recordNumber})` : t('thatRecord')
  const splitOffHere = async () => {
    setPending(true)
    try {
      await splitOff(patient)
      toast(t('splitDone', words))
    } catch (error) {
      toastProblem(error)
      setPending(false)
    }
  }
  return (
    <section className="patient-standing" aria-labelledby="patient-standing">
      <h2 id="patient-standing">
        <IconMerge size={18} aria-hidden /> {t('mergedBanner', { name })}
      </h2>
      <p>{t('mergedBannerHelp', { name: mergedInto?.name.text ?? t('thatRecord') })}</p>
      <div className="patient-ways">
        <Button component={Link} href={`/patients/${mergedIntoId}`}>
          {mergedInto ? t('openMergedInto', { name: mergedInto.name.text }) : t('openKept')}
        </Button>
        {may('patient.merge') && !confirming && (
          <Button
            variant="default"
            leftSection={<IconSplit size={16} aria-hidden />}
            onClick={() => setConfirming(true)}
          >
            {t('split')}
          </Button>
        )}
      </div>
      {confirming && (
        <div role="alertdialog" aria-label={t('split')} className="patient-ask">
          <p>{t('splitAsk', words)}</p>
          <div className="patient-ways">
            <Button loading={pending} onClick={() => void splitOffHere()} autoFocus>
              {t('split')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setConfirming(false)}>
              {common('cancel')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function UnverifiedWarning({ patient }: { patient: Patient }) {
  const may = useMay()
  const [pending, setPending] = useState(false)
  const verify = async () => {
    setPending(true)
    try {
      await verifyPatient(patient)
      toast(t('isNewDone', { name: patient.name.text }))
    } catch (error) {
      toastProblem(error)
      setPending(false)
    }
  }
  return (
    <section className="patient-standing" aria-labelledby="patient-standing">
      <h2 id="patient-standing">
        <IconUnverified size={18} aria-hidden /> {t('unverifiedBanner')}
      </h2>
      <p>{t('unverifiedHelp')}</p>
      {may('patient.merge') && <LikelyDuplicates patient={patient} />}
      <div className="patient-ways">
        <Button loading={pending} onClick={() => void verify()}>
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

/** The patients most like this one, each with a link to the comparison. */
function LikelyDuplicates({ patient }: { patient: Patient }) {
  const matches = useQuery(matchesOf(matchQueryOf(patient)))
  if (matches.data === undefined) {
    return matches.isError ? (
      <FailedState error={matches.error} retry={() => matches.refetch()} />
    ) : (
      <LoadingState rows={2} />
    )
  }
  const otherPatients = matches.data.items.filter(one => one.patient.id !== patient.id).slice(0, maxOffered)
  if (otherPatients.length === 0) return <p>{t('nobodyAlike', { name: patient.name.text })}</p>
  return (
    <>
      <h3 className="patient-h">{t('isThis')}</h3>
      <ul className="patient-alike">
        {otherPatients.map(({ patient: other, reasons }) => (
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
