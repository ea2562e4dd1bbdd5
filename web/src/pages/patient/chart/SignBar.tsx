import { Button } from '@mantine/core'
import IconWritingSign from '@tabler/icons-react/dist/esm/icons/IconWritingSign.mjs'
import { type ReactNode, useState } from 'react'
import { type Encounter, signEncounter } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { toast, toastProblem } from '../../../parts/toast.tsx'
import { type Soap, soapFields } from './soap.ts'

interface Props {
  encounter: Encounter
  texts: Soap
  saved: ReactNode
  flush: () => Promise<boolean>
  version: () => number
}

/** What is missing before the signature, said and not forbidden: only an empty note cannot be signed. */
function missingParts(encounter: Encounter, texts: Soap): string[] {
  const empty = soapFields.filter(field => !texts[field].trim()).map(field => t(field))
  const vitals = encounter.observations.some(one => one.status === 'final' && one.category === 'vital_signs')
  const drafts = encounter.notes.filter(one => one.status === 'draft').map(one => one.recordedBy.name)
  return [...empty, ...(vitals ? [] : [t('vitals')]), ...drafts.map(name => t('draftOf', { name }))]
}

/** Signing has no undo: it asks once more, in place. */
export function SignBar({ encounter, texts, saved, flush, version }: Props) {
  const [confirming, setConfirming] = useState(false)
  const [signing, setSigning] = useState(false)
  const missing = missingParts(encounter, texts)
  const empty = soapFields.every(field => !texts[field].trim())
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(missing)

  const sign = async () => {
    setSigning(true)
    try {
      if (!(await flush())) return
      await signEncounter(encounter.id, version())
      toast(t('signedNow'))
    } catch (error) {
      toastProblem(error, t('notSigned'))
    } finally {
      setSigning(false)
      setConfirming(false)
    }
  }

  return (
    <div className="sign-bar">
      <div className="sign-words">
        {saved}
        {missing.length > 0 && <span>{t('missing', { what: list })}</span>}
      </div>
      {confirming ? (
        <div className="sign-ask">
          <span>
            {empty ? t('emptyNote') : t('signWarning')}
            {!empty && encounter.notes.some(one => one.status === 'draft') && ` ${t('draftsStay')}`}
          </span>
          {!empty && (
            <Button loading={signing} onClick={() => void sign()} data-autofocus>
              {t('signNow')}
            </Button>
          )}
          <Button variant="default" onClick={() => setConfirming(false)}>
            {t('notYet')}
          </Button>
        </div>
      ) : (
        <Button leftSection={<IconWritingSign size={16} aria-hidden />} onClick={() => setConfirming(true)}>
          {t('sign')}
        </Button>
      )}
    </div>
  )
}
