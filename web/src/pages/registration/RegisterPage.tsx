import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { register } from '../../api/patients.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/patients.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { PageHead } from '../../parts/PageHead.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMembership } from '../../session/session.ts'
import { Duplicates, useDuplicates } from './Duplicates.tsx'
import { FormProvider } from './Fields.tsx'
import { emptyForm, type PatientForm, tidy } from './form.ts'
import { PersonForm } from './PersonForm.tsx'
import { Refusal } from './Refusal.tsx'
import { useSubmit } from './useSubmit.ts'
import { summaryOf, validateForm } from './validation.ts'

/** Register a patient. What is typed survives a reload until the server has taken it. */
export default function RegisterPage() {
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const country = useMembership().country
  const blank = () => ({ form: emptyForm(country, params.get('name') ?? ''), key: crypto.randomUUID() as string })
  const [start] = useState(blank)
  const draft = useDraft(`patient-new:${params.get('name') ?? ''}`, start)
  const { form, key } = draft.value
  const duplicates = useDuplicates(form)
  const submit = useSubmit()

  const change = (part: Partial<PatientForm>) => {
    submit.forgetMessages(Object.keys(part))
    draft.set(before => ({ ...before, form: { ...before.form, ...part } }))
  }

  const save = () =>
    submit.run(
      async () => {
        const tidied = tidy(form)
        change(tidied)
        const validated = validateForm(tidied)
        if (validated.messages) return validated.messages
        const patient = await register(validated.input, key)
        draft.clear(blank())
        toast(t('registered', { name: patient.name.text, number: patient.recordNumber }))
        navigate(destinationAfter(params.get('then'), patient.id))
        return null
        // A refusal leaves nothing behind: the next attempt is a write of its own.
      },
      () => draft.set(before => ({ ...before, key: crypto.randomUUID() })),
    )

  return (
    <>
      <PageHead title={t('register')}>
        <Button component={Link} href="/patients" variant="subtle" color="gray">
          {common('back')}
        </Button>
      </PageHead>
      {draft.restoredAt && (
        <p className="form-aside" role="status">
          {common('draftKept', { when: `${shortDay(draft.restoredAt)}, ${clock(draft.restoredAt)}` })}{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => draft.clear(blank())}>
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
          <FormProvider value={{ form, change, messages: submit.messages }}>
            <PersonForm messages={submit.messages} />
          </FormProvider>
          <div className="form-foot">
            <Button type="submit" loading={submit.pending}>
              {duplicates.likely ? t('registerAnyway') : t('registerSubmit')}
            </Button>
            {duplicates.likely && <span className="form-aside">{t('registerAnywayHelp')}</span>}
          </div>
        </div>
        <div className="registration-side">
          <Duplicates items={duplicates.items} />
        </div>
      </form>
    </>
  )
}

/** Back to where the person was sent from, with the new patient; else to the patient's page. */
function destinationAfter(returnTo: string | null, patientId: string): string {
  if (!returnTo?.startsWith('/') || returnTo.startsWith('//')) return `/patients/${patientId}`
  return `${returnTo}${returnTo.includes('?') ? '&' : '?'}patient=${patientId}`
}
