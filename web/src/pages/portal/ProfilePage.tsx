import './portal.css'
import { Alert, Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changePatient, type Patient, patientOf } from '../../api/patients.ts'
import { clinicProfile } from '../../api/portal.ts'
import { asProblem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { t as common } from '../../i18n/common.ts'
import { language, languageNames, languages } from '../../i18n/language.ts'
import { t } from '../../i18n/portal.ts'
import { plainDate } from '../../i18n/time.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { summaryOf, useFormSubmit } from '../../parts/form.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast } from '../../parts/toast.tsx'
import { ContactRows } from './ContactRows.tsx'
import { type ContactForm, contactFields, formOf, merged, patchOf } from './contactForm.ts'
import { ForPatient } from './PatientSwitch.tsx'

/** Who the person is to the clinic, and how the clinic reaches them; the second part is theirs to change. */
export default function ProfilePage() {
  return <ForPatient>{person => <Profile key={person.patientId} id={person.patientId} />}</ForPatient>
}

function Profile({ id }: { id: string }) {
  const patient = useQuery({ ...patientOf(id), refetchOnWindowFocus: false })
  return <QueryContent query={patient}>{query => <Identity patient={query} />}</QueryContent>
}

function Identity({ patient }: { patient: Patient }) {
  return (
    <>
      <PageHead title={t('profileOf', { name: patient.name.text })} />
      <section className="home-card" aria-labelledby="profile-person">
        <h2 id="profile-person">{t('person')}</h2>
        <dl className="home-facts">
          {[
            [t('name'), patient.name.text],
            [t('birthDate'), patient.birthDate ? plainDate(patient.birthDate) : common('unknown')],
            [t('sex'), common(patient.sex)],
            [t('recordNumber'), patient.recordNumber],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="home-quiet">{t('personHelp')}</p>
      </section>
      <ContactDetails patient={patient} />
    </>
  )
}

function languageChoices(now: string) {
  const known: string[] = [...languages]
  return [
    { value: '', label: t('languageNone') },
    ...languages.map(one => ({ value: one, label: languageNames[one] })),
    ...(now && !known.includes(now)
      ? [{ value: now, label: new Intl.DisplayNames(language(), { type: 'language' }).of(now) ?? now }]
      : []),
  ]
}

function ContactDetails({ patient }: { patient: Patient }) {
  const clinic = useQuery(clinicProfile)
  const query = formOf(patient)
  const draft = useDraft(`contact-${patient.id}`, { form: query, base: query, version: patient.version })
  const { form, base, version } = draft.value
  const [mergeNote, setMergeNote] = useState(false)
  const save = useFormSubmit(contactFields)
  const change = (part: Partial<ContactForm>) => draft.set(now => ({ ...now, form: { ...now.form, ...part } }))
  const changed = JSON.stringify(form) !== JSON.stringify(base)
  const country = patient.address?.country ?? clinic.data?.country ?? 'ID'

  const submit = () =>
    save.run(async () => {
      const { input, messages } = patchOf(base, form, country)
      if (messages) return messages
      try {
        const saved = await changePatient(patient.id, version, input)
        const now = formOf(saved)
        draft.clear({ form: now, base: now, version: saved.version })
        setMergeNote(false)
        toast(t('saved'))
        return null
      } catch (error) {
        if (asProblem(error).code !== 'stale') throw error
        const server = await queries.fetchQuery({ ...patientOf(patient.id), staleTime: 0 })
        draft.set({ form: merged(base, form, formOf(server)), base: formOf(server), version: server.version })
        setMergeNote(true)
        return null
      }
    })

  const labels: Record<string, string> = Object.fromEntries(contactFields.map(field => [field, t(field)]))
  form.contacts.forEach((one, i) => {
    for (const key of ['name', 'relation', 'phone'] as const) {
      labels[`contacts.${i}.${key}`] = `${one.name || t('contactNew')}, ${t(key === 'name' ? 'contactName' : key)}`
    }
  })
  const field = (name: (typeof contactFields)[number]) => ({
    id: `profile-${name}`,
    label: t(name),
    value: form[name],
    error: save.messages[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  return (
    <form
      className="home-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2 style={{ marginBottom: 0 }}>{t('reach')}</h2>
      <ErrorSummary errors={summaryOf(save.messages, 'profile-', labels)} attempt={save.attempt} />
      <ProblemNote problem={save.problem} />
      {mergeNote && (
        <Alert
          color="yellow"
          variant="light"
          role="alert"
          title={t('conflict')}
          styles={{ title: { color: 'var(--warn)' }, message: { color: 'var(--warn)' } }}
        >
          {t('conflictHelp')}
        </Alert>
      )}
      <TextInput {...field('phone')} type="tel" autoComplete="tel" />
      <TextInput {...field('email')} type="email" autoComplete="email" />
      <NativeSelect {...field('language')} data={languageChoices(base.language)} />
      <Textarea {...field('line')} autosize minRows={1} maxRows={5} />
      <div className="home-pair">
        {(country === 'ID' || form.village) && <TextInput {...field('village')} />}
        {(country === 'ID' || form.district) && <TextInput {...field('district')} />}
        <TextInput {...field('city')} />
        <TextInput {...field('state')} />
        <TextInput {...field('postalCode')} />
      </div>
      <h2 style={{ marginBottom: 0 }}>{t('contacts')}</h2>
      <Text className="home-quiet">{t('contactsHelp')}</Text>
      <ContactRows rows={form.contacts} messages={save.messages} change={contacts => change({ contacts })} />
      <div className="home-foot">
        <Button type="submit" size="md" loading={save.pending}>
          {common('save')}
        </Button>
        {changed && (
          <>
            <span className="home-quiet">{t('unsaved')}</span>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => draft.clear({ form: query, base: query, version: patient.version })}
            >
              {common('cancel')}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}
