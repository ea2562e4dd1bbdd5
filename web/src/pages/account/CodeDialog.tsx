import { Modal, Text } from '@mantine/core'
import { t } from '../../i18n/account.ts'
import { CodeForm } from './CodeForm.tsx'

interface Props {
  title: string
  help?: string
  close: () => void
  send: (code: string) => Promise<void>
}

/** Asks for a code once more before something changes. */
export function CodeDialog({ title, help, close, send }: Props) {
  return (
    <Modal opened onClose={close} title={title}>
      {help && <Text mb="sm">{help}</Text>}
      <CodeForm label={t('anyCode')} send={send} close={close} allowRecoveryCode />
    </Modal>
  )
}
