import './relations.css'
import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { type Patient, verifyPatient } from '../../api/patients.ts'
import { t } from '../../i18n/relations.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'

const documents = [
  'identity_card',
  'passport',
  'family_card',
  'birth_certificate',
  'driving_licence',
  'insurance_card',
  'other',
] as const satisfies readonly NonNullable<Patient['verifiedWith']>[]
type Document = (typeof documents)[number]

/** The document by which a patient's identity was proved, or a choice to note it. */
export function IdentityDocument({ patient, of }: { patient: Patient; of?: string }) {
  const [document, setDocument] = useState<Document>('identity_card')
  const [pending, setPending] = useState(false)
  if (patient.verifiedWith) {
    return <p className="relations-dim">{t('provedBy', { document: t(patient.verifiedWith) })}</p>
  }
  const note = async () => {
    setPending(true)
    try {
      await verifyPatient(patient, document)
      toast(t('documentNoted'))
    } catch (error) {
      toastProblem(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <div className="relations-document">
      <Select
        label={of ? t('documentOf', { name: of }) : t('document')}
        description={t('documentHelp')}
        data={documents.map(value => ({ value, label: t(value) }))}
        value={document}
        allowDeselect={false}
        onChange={value => setDocument(documents.find(one => one === value) ?? 'other')}
      />
      <Button variant="default" loading={pending} onClick={() => void note()}>
        {t('noteDocument')}
      </Button>
    </div>
  )
}
