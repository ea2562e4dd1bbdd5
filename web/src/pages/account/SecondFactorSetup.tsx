import { Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmSecret, newSecret, type Secret } from '../../api/account.ts'
import { t } from '../../i18n/account.ts'
import Qr from '../../parts/Qr.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { CodeForm } from './CodeForm.tsx'

interface Props {
  close: () => void
  /** Called with the recovery codes. */
  done: (codes: string[]) => void
}

/** Scan, type a code, done. Each opening makes a secret of its own; only a confirmed one holds. */
export default function SetUp({ close, done }: Props) {
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
      <QueryContent query={secret}>{made => <Steps secret={made} close={close} done={done} />}</QueryContent>
    </Modal>
  )
}

function Steps({ secret, close, done }: Props & { secret: Secret }) {
  return (
    <>
      <Text>{t('scan')}</Text>
      <Qr text={secret.uri} label={t('scanAlt')} />
      <Text>{t('noScan')}</Text>
      <code className="account-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      <CodeForm label={t('enterCode')} close={close} send={async code => done(await confirmSecret(code))} />
    </>
  )
}
