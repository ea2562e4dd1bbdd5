import { ActionIcon, Tooltip } from '@mantine/core'
import IconSkip from '@tabler/icons-react/dist/esm/icons/IconPlayerSkipForward.mjs'
import IconAgain from '@tabler/icons-react/dist/esm/icons/IconRepeat.mjs'
import IconCall from '@tabler/icons-react/dist/esm/icons/IconSpeakerphone.mjs'
import type { CallTo, QueueEntry } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { patientName } from '../day/visitRules.ts'
import { queueCalls } from './calls.ts'

interface Props {
  entry: QueueEntry
  to: CallTo
  /** Skipping too, where there is room for it. */
  withSkip?: boolean
}

/** Call someone who waits; or, once called, call again or let the next ones go first. */
export function CallButtons({ entry, to, withSkip = false }: Props) {
  const name = patientName(entry)
  const recall = entry.calledAt !== undefined
  const words = recall ? t('callAgain') : t('call')
  return (
    <>
      <Tooltip label={words} position="left">
        <ActionIcon
          variant={recall ? 'default' : 'light'}
          size={32}
          className="next-step"
          aria-label={recall ? t('callAgainName', { name }) : t('callName', { name })}
          onClick={() => void (recall ? queueCalls.again(entry, to) : queueCalls.one(entry, to))}
        >
          {recall ? <IconAgain size={17} stroke={1.8} /> : <IconCall size={17} stroke={1.8} />}
        </ActionIcon>
      </Tooltip>
      {recall && withSkip && (
        <Tooltip label={t('skip')} position="left">
          <ActionIcon
            variant="default"
            size={32}
            className="next-step"
            aria-label={t('skipName', { name })}
            onClick={() => void queueCalls.skip(entry)}
          >
            <IconSkip size={17} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
