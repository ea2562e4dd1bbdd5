import { Button, Text } from '@mantine/core'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { lazy, Suspense } from 'react'
import type { Invitation } from '../../api/members.ts'
import { t } from '../../i18n/members.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { PrintSheet } from '../../parts/PrintSheet.tsx'
import { useMembership } from '../../session/session.ts'

const Qr = lazy(() => import('../../parts/Qr.tsx'))

interface Props {
  invitation: Invitation
  /** Whose record it opens, where it is not the invited person's own. */
  patient?: string | undefined
  close: () => void
}

/** The one time that a code is seen, and the sheet to hand over. */
export function PrintCode({ invitation, patient, close }: Props) {
  const { name, code = '', expiresAt, relation } = invitation
  const { clinicName } = useMembership()
  const purpose =
    relation === undefined
      ? t('sheetWhy_staff')
      : relation === 'self'
        ? t('sheetWhy_self')
        : t('sheetWhy_guardian', { patient: patient ?? '' })
  return (
    <div>
      <Text>{t('codeOnce', { name })}</Text>
      <code className="members-code">{code}</code>
      <Text c="dimmed" mb="md">
        {t('sheetUntil', { date: `${dayOf(expiresAt)} ${clock(expiresAt)}` })}
      </Text>
      <div className="members-buttons">
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => globalThis.print()} data-autofocus>
          {t('print')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('done')}
        </Button>
      </div>
      <PrintSheet>
        <h1>{t('sheetTitle', { clinic: clinicName })}</h1>
        <p>
          <strong>{t('sheetHello', { name })}</strong>
        </p>
        <p>{purpose}</p>
        <ol>
          <li>
            {t('sheetStep1')} <strong>{`${location.origin}/invitation/`}</strong>
          </li>
          <li>
            {t('sheetStep2')} <code>{code}</code>
          </li>
          <li>{t('sheetStep3')}</li>
        </ol>
        <Suspense>
          <Qr text={`${location.origin}/invitation/#${code}`} label={t('sheetQr')} />
        </Suspense>
        <p className="print-under">{t('sheetQr')}</p>
        <p>{t('sheetUntil', { date: `${dayOf(expiresAt)} ${clock(expiresAt)}` })}</p>
        <p>{t('sheetKeep')}</p>
      </PrintSheet>
    </div>
  )
}
