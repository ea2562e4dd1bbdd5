import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import {
  type Codes,
  removeSecondFactor,
  renewRecoveryCodes,
  type SecondFactor as State,
  secondFactor,
} from '../../api/account.ts'
import { t } from '../../i18n/account.ts'
import { dayOf } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast } from '../../parts/toast.tsx'
import { CodeDialog } from './CodeDialog.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

const SecondFactorSetup = lazy(() => import('./SecondFactorSetup.tsx'))

/** The second factor of this account. */
export function SecondFactor() {
  const state = useQuery(secondFactor)
  return (
    <section aria-labelledby="account-step">
      <h2 id="account-step">{t('step')}</h2>
      <p>{t('stepHelp')}</p>
      <QueryContent query={state} rows={2}>
        {read => <FactorState state={read} />}
      </QueryContent>
    </section>
  )
}

function FactorState({ state }: { state: State }) {
  const { enabled, since, recoveryCodesLeft, requiredBy, ownerCanHelp, printedCode } = state
  const [open, setOpen] = useState<'set-up' | 'renew' | 'remove' | null>(null)
  const [codes, setCodes] = useState<Codes | null>(null)
  const clinics = new Intl.ListFormat(document.documentElement.lang).format(requiredBy)
  const close = () => setOpen(null)
  return (
    <>
      <p>
        <strong>{enabled ? t('stepOn', { date: since ? dayOf(since) : '' }) : t('stepOff')}</strong>{' '}
        {requiredBy.length > 0 && t('requiredBy', { clinics })}
      </p>
      {enabled && <p>{t('codesLeft', { count: recoveryCodesLeft })}</p>}
      <p>
        {ownerCanHelp ? t('lossOwner') : t(!enabled ? 'lossAloneBefore' : printedCode ? 'lossPrinted' : 'lossNothing')}
      </p>
      <div className="account-buttons">
        {!enabled && <Button onClick={() => setOpen('set-up')}>{t('setUp')}</Button>}
        {enabled && (
          <>
            <Button variant="default" onClick={() => setOpen('renew')}>
              {t('renew')}
            </Button>
            {requiredBy.length === 0 && (
              <Button variant="default" onClick={() => setOpen('remove')}>
                {t('remove')}
              </Button>
            )}
          </>
        )}
      </div>
      {enabled && requiredBy.length > 0 && <p>{t('removeRequired', { clinics })}</p>}
      <Suspense>
        {open === 'set-up' && (
          <SecondFactorSetup
            close={close}
            onDone={newCodes => {
              setCodes(newCodes)
              close()
            }}
          />
        )}
      </Suspense>
      {open === 'renew' && (
        <CodeDialog
          title={t('renew')}
          help={t('renewHelp')}
          close={close}
          send={async code => {
            setCodes(await renewRecoveryCodes(code))
            close()
          }}
        />
      )}
      {open === 'remove' && (
        <CodeDialog
          title={t('remove')}
          close={close}
          send={async code => {
            await removeSecondFactor(code)
            toast(t('removed'))
            close()
          }}
        />
      )}
      {codes && <RecoveryCodes {...codes} close={() => setCodes(null)} />}
    </>
  )
}
