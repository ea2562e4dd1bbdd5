import { Button, Popover, type PopoverProps, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { t } from '../../../i18n/chart.ts'
import { toastProblem } from '../../../parts/toast.tsx'

interface Props {
  help: string
  position: PopoverProps['position']
  /** Closes by itself where this is done. */
  retract: (reason: string) => Promise<void>
  /** What opens it. */
  target: (toggle: () => void) => ReactNode
}

/** Asks in place why something is retracted: there is no undo. */
export function RetractForm({ help, position, retract, target }: Props) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [sending, setSending] = useState(false)
  const submit = async () => {
    if (!reason.trim()) return
    setSending(true)
    try {
      await retract(reason.trim())
      setOpen(false)
    } catch (error) {
      toastProblem(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position={position} withArrow shadow="md">
      <Popover.Target>{target(() => setOpen(!open))}</Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={event => {
            event.preventDefault()
            void submit()
          }}
        >
          <TextInput
            label={t('retractWhy')}
            description={help}
            value={reason}
            maxLength={500}
            data-autofocus
            required
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" mt="xs" loading={sending}>
            {t('retract')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
