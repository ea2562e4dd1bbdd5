import { Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Codes, confirmSecret, newSecret, type Secret } from '../../api/account.ts'
import { t } from '../../i18n/account.ts'
import Qr from '../../parts/Qr.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { CodeForm } from './CodeForm.tsx'

interface Props {
  close: () => void
  /** Called with the recovery codes. */
  onDone: (codes: Codes) => void
}

/** Scan, type a code, done. Each opening makes a secret of its own; only a confirmed one holds. */
export default function SecondFactorSetup({ close, onDone }: Props) {
  const [opening] = useState(() => crypto.randomUUID())
  const secret = useQuery({
    queryKey: ['second-step', 'secret', opening],
    queryFn: newSecret,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Modal opened onClose={close} title={t('setUpTitle')} size="md">
      <QueryContent query={secret}>
        {created => <SetupSteps secret={created} close={close} onDone={onDone} />}
      </QueryContent>
    </Modal>
  )
}

function SetupSteps({ secret, close, onDone }: Props & { secret: Secret }) {
  return (
    <>
      <Text>{t('scan')}</Text>
      <Qr text={secret.uri} label={t('scanAlt')} />
      <Text>{t('noScan')}</Text>
      <code className="account-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      <CodeForm label={t('enterCode')} close={close} send={async code => onDone(await confirmSecret(code))} />
    </>
  )
}
