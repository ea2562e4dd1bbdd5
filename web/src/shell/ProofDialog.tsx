import { Button, Modal, PasswordInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { send } from '../api/api.ts'
import { Problem } from '../api/problem.ts'
import { t as common } from '../i18n/common.ts'
import { problemText } from '../i18n/problems.ts'
import { t } from '../i18n/session.ts'
import { useFormSubmit } from '../parts/form.ts'
import { ProblemNote } from '../parts/ProblemNote.tsx'
import { settleProof } from '../session/proof.ts'
import { session } from '../session/session.ts'

const wrong = (code: 'wrong_password' | 'wrong_code') => problemText(new Problem({ code }, 422))

/** Asks for the password or a code once more before something that reaches far; what was to be done then goes on. */
export default function ProofDialog() {
  const [kind, setKind] = useState<'password' | 'code'>('password')
  const [value, setValue] = useState('')
  const save = useFormSubmit(['proof'], {
    wrong_password: { field: 'proof', text: wrong('wrong_password') },
    wrong_code: { field: 'proof', text: wrong('wrong_code') },
  })
  const submit = async () => {
    const given = await save.run(async () => {
      const proof = kind === 'code' ? value.trim() : value
      if (proof.length < (kind === 'code' ? 6 : 1))
        return { proof: t(kind === 'code' ? 'codeMissing' : 'passwordMissing') }
      await send('POST', '/api/auth/step-up', { [kind]: proof })
      return null
    })
    if (given) settleProof(true)
  }
  const shared = {
    value,
    error: save.messages.proof,
    'data-autofocus': true,
    onChange: (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value),
  }
  return (
    <Modal opened onClose={() => settleProof(false)} title={t('proofTitle')}>
      <form
        noValidate
        className="shell-proof"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Text>{t('proofText')}</Text>
        <ProblemNote problem={save.problem} />
        {/* Password managers keep the password under this address. */}
        <input type="email" autoComplete="username" value={session()?.account.email ?? ''} readOnly hidden />
        {kind === 'password' ? (
          <PasswordInput key="password" {...shared} label={t('password')} autoComplete="current-password" />
        ) : (
          <TextInput key="code" {...shared} label={t('code')} autoComplete="one-time-code" maxLength={24} />
        )}
        <Button type="submit" loading={save.pending}>
          {t('proofGive')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            setKind(kind === 'password' ? 'code' : 'password')
            setValue('')
          }}
        >
          {t(kind === 'password' ? 'useCode' : 'usePassword')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => settleProof(false)}>
          {common('cancel')}
        </Button>
      </form>
    </Modal>
  )
}
