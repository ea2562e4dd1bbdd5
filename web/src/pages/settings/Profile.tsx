import { Button, NativeSelect, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { type Clinic, changeClinic, clinicProfile } from '../../api/settings.ts'
import { countries, currencies, zones } from '../../i18n/choices.ts'
import { t as common } from '../../i18n/common.ts'
import { language, languageNames, languages } from '../../i18n/language.ts'
import { t } from '../../i18n/settings.ts'
import { wall } from '../../i18n/time.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { summaryOf, useFormSubmit } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast } from '../../parts/toast.tsx'
import { refresh } from '../../session/refresh.ts'
import { session } from '../../session/session.ts'
import { changedMeanwhile, formOf, mergeForms, type ProfileForm, patchOf, profileFields } from './profileForm.ts'
import { StaleNote } from './StaleNote.tsx'

/** The clinic itself. */
export function Profile() {
  const clinic = useQuery({ ...clinicProfile, refetchOnWindowFocus: false })
  return <QueryContent query={clinic}>{query => <ProfileFields clinic={query} />}</QueryContent>
}

/** The session carries name, zone, currency and language of the clinic: fetch one that holds the new ones. */
function renewSession(): void {
  setTimeout(() => void refresh(session()?.accessToken).catch(() => undefined), 1_500)
}

const prefix = 'clinic-'

function ProfileFields({ clinic }: { clinic: Clinic }) {
  const query = formOf(clinic)
  const draft = useDraft('clinic-profile', { form: query, base: query, version: clinic.version })
  const { form, base, version } = draft.value
  const [savedMeanwhile, setSavedMeanwhile] = useState<Partial<ProfileForm> | null>(null)
  const save = useFormSubmit(profileFields, {
    slug_taken: { field: 'slug', text: t('slugTaken') },
    currency_in_use: { field: 'currency', text: t('currencyInUse') },
  })
  const set = (part: Partial<ProfileForm>) => draft.set(now => ({ ...now, form: { ...now.form, ...part } }))
  const changed = profileFields.some(key => base[key] !== form[key])
  const start = () => {
    setSavedMeanwhile(null)
    draft.clear({ form: query, base: query, version: clinic.version })
  }

  const submit = () =>
    save.run(async () => {
      const { input, messages } = patchOf(base, form)
      if (messages) return messages
      try {
        if (Object.keys(input).length > 0) {
          const saved = await changeClinic(version, input)
          draft.clear({ form: formOf(saved), base: formOf(saved), version: saved.version })
          renewSession()
        }
        setSavedMeanwhile(null)
        toast(t('saved'))
      } catch (error) {
        if (asProblem(error).code !== 'stale') throw error
        const now = await queries.fetchQuery({ ...clinicProfile, staleTime: 0 })
        const server = formOf(now)
        setSavedMeanwhile(changedMeanwhile(base, server))
        draft.set({ form: mergeForms(base, form, server), base: server, version: now.version })
      }
      return null
    })

  const labels = labelsOf()
  const text = (key: Exclude<keyof ProfileForm, 'selfBooking' | 'stepUpToSign' | 'askReason'>) => ({
    id: `${prefix}${key}`,
    label: labels[key],
    value: form[key],
    error: save.messages[key],
    autoComplete: 'off',
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    onChange: (event: { currentTarget: { value: string } }) => set({ [key]: event.currentTarget.value }),
  })
  const select = (key: 'country' | 'timezone' | 'currency') => ({
    ...text(key),
    searchable: true,
    allowDeselect: false,
    nothingFoundMessage: t('nothingFound'),
    limit: 60,
    onChange: (value: string | null) => value && set({ [key]: value }),
  })
  const lists = useChoices(clinic)
  return (
    <form
      className="settings-form settings-profile"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary errors={summaryOf(save.messages, prefix, labels)} attempt={save.attempt} />
      <ProblemNote problem={save.problem} />
      {savedMeanwhile && <StaleNote changedMeanwhile={savedMeanwhile} labels={labels} />}
      <h2>{t('identity')}</h2>
      <div className="settings-fields">
        <TextInput {...text('name')} />
        <TextInput {...text('slug')} description={t('slugHelp', { slug: `/book/${form.slug}` })} />
        <TextInput {...text('phone')} type="tel" description={t('phoneHelp')} />
        <Textarea {...text('line')} autosize minRows={1} maxRows={5} />
        {(form.country === 'ID' || form.village) && <TextInput {...text('village')} />}
        {(form.country === 'ID' || form.district) && <TextInput {...text('district')} />}
        <TextInput {...text('city')} />
        <TextInput {...text('state')} />
        <TextInput {...text('postalCode')} />
      </div>
      <h2>{t('place')}</h2>
      <div className="settings-fields">
        <Select {...select('country')} data={lists.countries} description={t('countryHelp')} />
        <Select
          {...select('timezone')}
          data={lists.zones}
          description={t('timezoneHelp', { time: wall(Date.now(), form.timezone).slice(11, 16) })}
        />
        <Select {...select('currency')} data={lists.currencies} description={t('currencyHelp')} />
        <NativeSelect
          {...text('locale')}
          data={languages.map(one => ({ value: one, label: languageNames[one] }))}
          description={t('localeHelp')}
        />
      </div>
      <h2>{t('policies')}</h2>
      <Switch
        id={`${prefix}selfBooking`}
        label={t('selfBooking')}
        checked={form.selfBooking}
        onChange={event => set({ selfBooking: event.currentTarget.checked })}
      />
      <div className="settings-fields">
        <TextInput {...text('selfBookingDays')} inputMode="numeric" description={t('selfBookingDaysHelp')} />
        <TextInput
          {...text('selfBookingNotice')}
          inputMode="numeric"
          description={t('selfBookingNoticeHelp', { span: durationText(Number(form.selfBookingNotice)) })}
        />
        <TextInput {...text('selfBookingMaxOpen')} inputMode="numeric" description={t('selfBookingMaxOpenHelp')} />
      </div>
      <h2>{t('deskRules')}</h2>
      <div className="settings-fields">
        <TextInput {...text('slotMinutes')} inputMode="numeric" description={t('slotMinutesHelp')} />
        <TextInput {...text('maxVisitsPerDay')} inputMode="numeric" description={t('maxVisitsPerDayHelp')} />
        <TextInput
          {...text('lateCancelMinutes')}
          inputMode="numeric"
          description={t('lateCancelMinutesHelp', { span: durationText(Number(form.lateCancelMinutes)) })}
        />
        <TextInput {...text('waitlistHoldMinutes')} inputMode="numeric" description={t('waitlistHoldMinutesHelp')} />
        <TextInput {...text('ageOfMajority')} inputMode="numeric" description={t('ageOfMajorityHelp')} />
      </div>
      <h2>{t('signing')}</h2>
      <Switch
        id={`${prefix}stepUpToSign`}
        label={t('stepUpToSign')}
        description={t('stepUpToSignHelp')}
        checked={form.stepUpToSign}
        onChange={event => set({ stepUpToSign: event.currentTarget.checked })}
      />
      <h2>{t('records')}</h2>
      <Switch
        id={`${prefix}askReason`}
        label={t('askReason')}
        description={t('askReasonHelp')}
        checked={form.askReason}
        onChange={event => set({ askReason: event.currentTarget.checked })}
      />
      <div className="settings-buttons settings-foot">
        <Button type="submit" loading={save.pending}>
          {common('save')}
        </Button>
        {changed && (
          <>
            <Button variant="subtle" color="gray" onClick={start}>
              {common('cancel')}
            </Button>
            <span role="status">{t('unsaved')}</span>
          </>
        )}
      </div>
    </form>
  )
}

function labelsOf(): Record<keyof ProfileForm, string> {
  return Object.fromEntries(profileFields.map(key => [key, t(key)])) as Record<keyof ProfileForm, string>
}

/** The long lists, made once for a language. */
function useChoices({ timezone, currency }: Clinic) {
  const words = language()
  return useMemo(
    () => ({ countries: countries(words), zones: zones(timezone), currencies: currencies(currency, words) }),
    [words, timezone, currency],
  )
}

/** `2 hours`, `1 hour 30 minutes`, `2 days`; a dash for what is no number. */
function durationText(minutes: number): string {
  if (!Number.isInteger(minutes) || minutes < 0) return '–'
  if (minutes >= 1440 && minutes % 1440 === 0) return t('daysCount', { count: minutes / 1440 })
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return t('minutes', { count: rest })
  if (rest === 0) return t('hours', { count: hours })
  return t('and', { hours: t('hours', { count: hours }), minutes: t('minutes', { count: rest }) })
}
