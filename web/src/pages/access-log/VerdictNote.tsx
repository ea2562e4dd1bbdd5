import { Alert } from '@mantine/core'
import type { Verdict } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { clock, dayOf } from '../../i18n/time.ts'

/** The result of verifying the log's whole hash chain. */
export function VerdictNote({ verdict }: { verdict: Verdict }) {
  const { ok, entries, checkpoint, young: recentEntries, trouble, broken } = verdict
  return (
    <Alert
      className="log-verdict"
      color={ok ? 'teal' : 'red'}
      variant="light"
      role={ok ? 'status' : 'alert'}
      mb="sm"
      title={ok || !broken ? t('whole', { count: entries }) : t('brokenAt', { sequence: broken.sequence })}
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
    </Alert>
  )
}
