import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { t as common } from '../i18n/common.ts'

interface Props {
  opened: boolean
  title: string
  text: string
  /** What the red button says: the verb, so that nobody answers a question they did not read. */
  yes: string
  pending: boolean
  onYes: () => void
  onClose: () => void
  /** Between the text and the buttons: a warning, or why it did not work. */
  children?: ReactNode
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({ opened, title, text, yes, pending, onYes, onClose, children }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Text mb="md" ta="left" style={{ whiteSpace: 'normal' }}>
        {text}
      </Text>
      {children}
      <Group>
        <Button color="red.9" loading={pending} onClick={onYes}>
          {yes}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </Group>
    </Modal>
  )
}
