import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { t } from '../../i18n/account.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { useFormSubmit } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface Props {
  label: string
  /** Throws what the server refused. */
  send: (code: string) => Promise<void>
  close: () => void
  /** Whether a recovery code, which has letters, will do too. */
  allowRecoveryCode?: boolean
}

/** One code of the authenticator app, typed and sent. */
export function CodeForm({ label, send, close, allowRecoveryCode = false }: Props) {
  const [code, setCode] = useState('')
  const save = useFormSubmit(['code'], {
    wrong_code: { field: 'code', text: problemText(new Problem({ code: 'wrong_code' }, 422)) },
  })
  const submit = () =>
    save.run(async () => {
      const trimmed = code.trim()
      if (trimmed.replaceAll(' ', '').length < 6) return { code: t('codeMissing') }
      await send(allowRecoveryCode ? trimmed : trimmed.replaceAll(' ', ''))
      return null
    })
  return (
    <form
      noValidate
      className="account-form"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <ProblemNote problem={save.problem} />
      <TextInput
        label={label}
        value={code}
        error={save.messages.code}
        autoComplete="one-time-code"
        inputMode={allowRecoveryCode ? 'text' : 'numeric'}
        maxLength={24}
        data-autofocus={allowRecoveryCode || undefined}
        onChange={event => setCode(event.currentTarget.value)}
      />
      <div className="account-buttons">
        <Button type="submit" loading={save.pending}>
          {t('confirm')}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}
