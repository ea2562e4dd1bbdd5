import { Alert, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import type { Patient } from '../../api/patients.ts'
import { changePatient, patientOf } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { t as common } from '../../i18n/common.ts'
import { sectionLabel } from '../../i18n/patient-fields.ts'
import { t } from '../../i18n/patients.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { PageHead } from '../../parts/PageHead.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMembership } from '../../session/session.ts'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { FormProvider } from './Fields.tsx'
import { formOf, isSame, type PatientForm, patchOf, tidy } from './form.ts'
import { type FormKey, mergeForms } from './merge-forms.ts'
import { PersonForm } from './PersonForm.tsx'
import { Refusal } from './Refusal.tsx'
import { useSubmit } from './useSubmit.ts'
import { summaryOf, validateForm } from './validation.ts'

export default function EditPage() {
  const { id = '' } = useParams()
  const patient = useQuery({ ...patientOf(id), staleTime: 0, refetchOnWindowFocus: false })
  if (patient.isError && asProblem(patient.error).code === 'not_found') return <NotFound />
  return <QueryContent query={patient}>{read => <Edit key={id} patient={read} />}</QueryContent>
}

interface Conflict {
  savedKeys: FormKey[]
  conflictKeys: FormKey[]
}

/** Change a patient. A change that somebody else saved meanwhile is merged in and named; nothing typed here is lost. */
function Edit({ patient }: { patient: Patient }) {
  const [, navigate] = useLocation()
  const country = useMembership().country
  const read = formOf(patient, country)
  const draft = useDraft(`patient-${patient.id}`, { form: read, base: read, version: patient.version })
  const { form, base, version } = draft.value
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const submit = useSubmit()
  const change = (part: Partial<PatientForm>) => {
    submit.forgetMessages(Object.keys(part))
    draft.set(before => ({ ...before, form: { ...before.form, ...part } }))
  }

  const mergeSaved = (server: Patient) => {
    const now = formOf(server, country)
    const merged = mergeForms(base, form, now)
    draft.set({ form: merged.form, base: now, version: server.version })
    setConflict(merged)
  }

  const save = () =>
    submit.run(async () => {
      const tidied = tidy(form)
      draft.set(before => ({ ...before, form: tidied }))
      const [was, is] = [validateForm(tidy(base)), validateForm(tidied)]
      if (is.messages) return is.messages
      // What was stored before a rule came may not fit it: then everything typed is sent.
      const patch = patchOf(was.input ?? { name: {}, sex: 'unknown' }, is.input)
      if (Object.keys(patch).length > 0) {
        try {
          await changePatient(patient.id, version, patch)
        } catch (error) {
          if (asProblem(error).code !== 'stale') throw error
          mergeSaved(await queries.fetchQuery({ ...patientOf(patient.id), staleTime: 0 }))
          return null
        }
      }
      draft.clear(draft.value)
      toast(t('saved'))
      navigate(`/patients/${patient.id}`)
      return null
    })

  const restart = () => {
    setConflict(null)
    draft.clear({ form: read, base: read, version: patient.version })
  }

  return (
    <>
      <PageHead title={t('editTitle', { name: patient.name.text })} note={patient.recordNumber}>
        <Button component={Link} href={`/patients/${patient.id}`} variant="subtle" color="gray">
          {common('back')}
        </Button>
      </PageHead>
      {draft.restoredAt && !isSame(form, base) && (
        <p className="form-aside" role="status">
          {t('draftRestored')}{' '}
          <Button variant="subtle" size="compact-xs" onClick={restart}>
            {common('discardDraft')}
          </Button>
        </p>
      )}
      <form
        className="registration"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <div>
          <ErrorSummary errors={summaryOf(submit.messages)} attempt={submit.attempt} />
          <Refusal problem={submit.problem} />
          {conflict && <ConflictNote conflict={conflict} />}
          <FormProvider value={{ form, change, messages: submit.messages }}>
            <PersonForm messages={submit.messages} />
          </FormProvider>
          <div className="form-foot">
            <Button type="submit" loading={submit.pending}>
              {common('save')}
            </Button>
            <Button component={Link} href={`/patients/${patient.id}`} variant="subtle" color="gray">
              {common('cancel')}
            </Button>
          </div>
        </div>
      </form>
    </>
  )
}

function ConflictNote({ conflict: { savedKeys, conflictKeys } }: { conflict: Conflict }) {
  const list = (keys: FormKey[]) =>
    new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format([
      ...new Set(keys.map(sectionLabel)),
    ])
  return (
    <Alert
      color="yellow"
      variant="light"
      styles={{ title: { color: 'var(--warn)' } }}
      mb="md"
      role="alert"
      title={t('conflict')}
    >
      {savedKeys.length > 0 && <p style={{ margin: 0 }}>{t('conflictTheirs', { fields: list(savedKeys) })}</p>}
      {conflictKeys.length > 0 && <p style={{ margin: 0 }}>{t('conflictBoth', { fields: list(conflictKeys) })}</p>}
    </Alert>
  )
}
