import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { changePassword } from '../../api/account.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t } from '../../i18n/account.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { type FieldMessages, summaryOf, useFormSubmit } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSession } from '../../session/session.ts'

/** What a refusal says beside a field; null where it belongs to none. */
function messagesOf(problem: Problem): FieldMessages | null {
  if (problem.code === 'wrong_password') return { current: t('wrong') }
  const weakPassword = problem.details('weak_password')
  if (!weakPassword) return null
  const { rule, minimum } = weakPassword
  const next: Record<typeof rule, string> = {
    too_short: t('tooShort', { minimum }),
    too_common: t('tooCommon'),
    too_simple: t('tooSimple'),
    own_words: t('ownWords'),
  }
  // A newer server may know other rules.
  return { next: next[rule] ?? t('tooCommon') }
}

export function Password() {
  const { account } = useSession()
  const [form, setForm] = useState({ current: '', next: '' })
  const [shown, setShown] = useState(false)
  const save = useFormSubmit(['current', 'next'])
  const submit = async () => {
    const done = await save.run(async () => {
      const missing: FieldMessages = {
        ...(form.current ? {} : { current: t('currentMissing') }),
        ...(form.next ? {} : { next: t('nextMissing') }),
      }
      if (Object.keys(missing).length > 0) return missing
      try {
        await changePassword(form.current, form.next)
        return null
      } catch (error) {
        const messages = messagesOf(asProblem(error))
        if (!messages) throw error
        return messages
      }
    })
    if (!done) return
    setForm({ current: '', next: '' })
    toast(t('passwordDone'))
  }
  const field = (name: 'current' | 'next') => ({
    id: `password-${name}`,
    label: t(name),
    type: shown ? 'text' : 'password',
    value: form[name],
    maxLength: 200,
    error: save.messages[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm(before => ({ ...before, [name]: value }))
    },
  })
  return (
    <section aria-labelledby="account-password">
      <h2 id="account-password">{t('password')}</h2>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <ErrorSummary
          errors={summaryOf(save.messages, 'password-', { current: t('current'), next: t('next') })}
          attempt={save.attempt}
        />
        <ProblemNote problem={save.problem} />
        {/* Password managers keep the new one under this address. */}
        <input type="email" autoComplete="username" value={account.email} readOnly hidden />
        <TextInput {...field('current')} autoComplete="current-password" />
        <TextInput
          {...field('next')}
          autoComplete="new-password"
          description={t('passwordHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <Checkbox label={t('show')} checked={shown} onChange={event => setShown(event.currentTarget.checked)} />
        <Button type="submit" loading={save.pending}>
          {t('changePassword')}
        </Button>
      </form>
    </section>
  )
}
