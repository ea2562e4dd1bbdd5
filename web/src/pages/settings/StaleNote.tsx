import { Alert } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { t } from '../../i18n/forms.ts'
import { t as settings } from '../../i18n/settings.ts'

interface Props {
  /** What somebody else saved meanwhile, by field, as it would stand in the form. */
  changedMeanwhile: Record<string, unknown>
  labels: Record<string, string>
}

/** Says what somebody else changed while this form was open. */
export function StaleNote({ changedMeanwhile, labels }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (changedMeanwhile) box.current?.focus()
  }, [changedMeanwhile])
  const changed = Object.entries(changedMeanwhile)
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      color="yellow"
      variant="light"
      role="alert"
      title={t('staleTitle')}
      styles={{ title: { color: 'var(--warn)' }, message: { color: 'var(--warn)' } }}
    >
      {changed.length === 0 && <div>{t('staleNothing')}</div>}
      {changed.map(([field, value]) => (
        <div key={field}>{t('staleField', { field: labels[field] ?? field, value: valueText(value) })}</div>
      ))}
      <div>{t('staleHelp')}</div>
    </Alert>
  )
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return settings(value ? 'yes' : 'no')
  return String(value ?? '').trim() || t('nothing')
}
