import { Alert, Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type AppointmentItem, type Clinic, cancelVisit } from '../../api/portal.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { problemText } from '../../i18n/problems.ts'
import { toast } from '../../parts/toast.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { instantText } from './wording.ts'

const codes = ['other', 'ill', 'error'] as const

/** Asks once more before a visit is cancelled: it cannot be taken back. */
export function CancelDialog(props: { visit: AppointmentItem; clinic: Clinic; close: () => void }) {
  const { visit, clinic, close } = props
  const [code, setCode] = useState<(typeof codes)[number]>('other')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [cancelling, setCancelling] = useState(false)
  const cancel = async () => {
    setCancelling(true)
    setProblem(null)
    try {
      await cancelVisit(visit, code, reason)
      toast(t('cancelled'))
      close()
    } catch (error) {
      setProblem(asProblem(error))
      setCancelling(false)
    }
  }
  return (
    <Modal opened onClose={close} title={t('cancelTitle')} size="md">
      <Stack>
        <Text fw={600}>
          {instantText(visit.startsAt)}
          {visit.staff && `, ${visit.staff.name}`}
        </Text>
        <Text>{t('cancelHelp')}</Text>
        <Radio.Group
          label={t('cancelWhy')}
          value={code}
          onChange={value => setCode(codes.find(one => one === value) ?? 'other')}
        >
          <Stack gap="xs" mt="xs">
            {codes.map(one => (
              <Radio key={one} value={one} label={t(`cancel_${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={`${t('cancelReason')} (${common('optional')})`}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {problem && (
          <Alert color="red" variant="light" role="alert" title={refusalText(problem)}>
            <ClinicPhone clinic={clinic} />
            {problem.requestId && <Text size="xs">{common('requestId', { id: problem.requestId })}</Text>}
          </Alert>
        )}
        <Group>
          <Button color="red.9" size="md" loading={cancelling} onClick={cancel}>
            {t('cancelVisit')}
          </Button>
          <Button variant="default" size="md" onClick={close}>
            {t('keepIt')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** A policy of the clinic says no in its own words. */
function refusalText(problem: Problem): string {
  return problem.code === 'forbidden' || problem.code === 'wrong_status' ? t('notThisOnline') : problemText(problem)
}
