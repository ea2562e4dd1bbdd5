import './members.css'
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { language, languageNames, languages } from '../../i18n/language.ts'
import { t } from '../../i18n/members.ts'
import { problemText } from '../../i18n/problems.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { type FieldMessages, summaryOf, type useFormSubmit } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

export interface InviteFields {
  name: string
  delivery: 'mail' | 'code'
  email: string
  locale: 'en' | 'id'
}

export const inviteFields = ['name', 'email', 'locale'] as const

export function emptyInvitation(): InviteFields {
  return { name: '', delivery: 'mail', email: '', locale: language() }
}

/** Codes that are said beside a field. */
export function inviteRefusals(): Record<string, { field: string; text: string }> {
  const refusal = (code: string, field: string) => ({
    [code]: { field, text: problemText(new Problem({ code }, 409)) },
  })
  return { ...refusal('already_member', 'email'), ...refusal('staff_not_found', 'staffId') }
}

/** What every invitation sends, or what is missing. */
export function inputOf({ name, delivery, email, locale }: InviteFields) {
  const address = email.trim()
  const messages: FieldMessages = {
    ...(name.trim() ? {} : { name: t('nameMissing') }),
    ...(delivery === 'code' || /^\S+@\S+\.\S+$/.test(address) ? {} : { email: t('emailMissing') }),
  }
  if (Object.keys(messages).length > 0) return { input: null, messages }
  return { input: { name: name.trim(), locale, ...(delivery === 'mail' ? { email: address } : {}) }, messages: {} }
}

interface Props {
  form: InviteFields
  set: (part: Partial<InviteFields>) => void
  save: ReturnType<typeof useFormSubmit>
  submit: () => Promise<void>
  /** Names of the fields among `children`. */
  labels: Record<string, string>
  close: () => void
  /** What differs: roles and profile, or who stands for a patient. */
  children?: ReactNode
  /** Before the name. */
  aboveName?: ReactNode
}

/** The common part of all invitations: name, and an address or a code to print. */
export function InviteForm({ form, set, save, submit, labels, close, children, aboveName }: Props) {
  return (
    <form
      className="members-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary
        errors={summaryOf(save.messages, 'invite-', { name: t('name'), email: t('email'), ...labels })}
        attempt={save.attempt}
      />
      <ProblemNote problem={save.problem} />
      {aboveName}
      <TextInput
        id="invite-name"
        label={t('name')}
        value={form.name}
        maxLength={120}
        error={save.messages.name}
        data-autofocus
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('how')}
        value={form.delivery}
        onChange={delivery => set({ delivery: delivery === 'code' ? 'code' : 'mail' })}
      >
        <Radio value="mail" label={t('byMail')} mt={6} />
        <Radio value="code" label={t('byCode')} description={t('byCodeHelp')} mt={6} />
      </Radio.Group>
      {form.delivery === 'mail' && (
        <TextInput
          id="invite-email"
          type="email"
          autoComplete="off"
          label={t('email')}
          value={form.email}
          maxLength={254}
          error={save.messages.email}
          onChange={event => set({ email: event.currentTarget.value })}
        />
      )}
      {children}
      <NativeSelect
        id="invite-locale"
        label={t('language')}
        value={form.locale}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
        onChange={event => set({ locale: event.currentTarget.value === 'id' ? 'id' : 'en' })}
      />
      <div className="members-buttons">
        <Button type="submit" loading={save.pending}>
          {t(form.delivery === 'mail' ? 'send' : 'makeCode')}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}
