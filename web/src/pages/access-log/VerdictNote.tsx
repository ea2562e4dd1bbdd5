import { Alert, Button, Progress } from '@mantine/core'
import { t } from '../../i18n/access-log.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import type { Proof } from './proof.ts'

interface Props {
  proof: Proof
  running: boolean
  goOn: () => void
  stop: () => void
}

/** What was proved of the log, how far back, and the way to the rest. */
export function VerdictNote({ proof, running, goOn, stop }: Props) {
  const { verdict, from, next, broken } = proof
  const { entries, checkpoint, young: recentEntries, trouble } = verdict
  const title = broken
    ? t('brokenAt', { sequence: broken.sequence })
    : next > 0
      ? t('part', { from, to: entries })
      : t('whole', { count: entries })
  const percent = Math.round(((entries - next) / Math.max(1, entries)) * 100)
  return (
    <Alert
      className="log-verdict"
      color={broken ? 'red' : 'teal'}
      variant="light"
      role={broken ? 'alert' : 'status'}
      mb="sm"
      title={title}
    >
      {broken && (
        <p>
          {t(`broken_${broken.reason}`)} {t('brokenHelp')}
        </p>
      )}
      <p>
        {checkpoint ? t('checkpoint', { date: `${dayOf(checkpoint.at)} ${clock(checkpoint.at)}` }) : t('noCheckpoint')}{' '}
        {recentEntries > 0 && t('young', { count: recentEntries })}
      </p>
      {trouble && <p>{t(`trouble_${trouble}`)}</p>}
      {next > 0 && (
        <>
          <p>{running ? t('checking', { percent }) : t('older', { count: next })}</p>
          {running && <Progress value={percent} my={6} aria-label={t('checking', { percent })} />}
          <Button variant="default" size="xs" mt={6} onClick={running ? stop : goOn}>
            {t(running ? 'stop' : 'checkOlder')}
          </Button>
        </>
      )}
    </Alert>
  )
}
