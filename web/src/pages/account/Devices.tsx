import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Device, devices, endDevice, endOtherDevices } from '../../api/account.ts'
import { t } from '../../i18n/account.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { deviceOf } from './device.ts'

function nameOf({ device }: Device): string {
  const { browser, system } = deviceOf(device)
  if (browser && system) return t('deviceOn', { browser, system })
  return (browser ?? system ?? device.slice(0, 40)) || t('unknownDevice')
}

const when = (at: string) => `${dayOf(at)} ${clock(at)}`

/** Where this account is signed in; each can be signed out from here. */
export function Devices() {
  const found = useQuery(devices)
  const [busy, setBusy] = useState<string | null>(null)
  const act = async (id: string, what: () => Promise<void>, done: string) => {
    setBusy(id)
    try {
      await what()
      toast(done)
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <section aria-labelledby="account-devices">
      <h2 id="account-devices">{t('devices')}</h2>
      <p>{t('devicesHelp')}</p>
      <QueryContent query={found} rows={3}>
        {items => {
          const sorted = [...items].sort((a, b) => Number(b.current) - Number(a.current))
          return (
            <>
              <ul className="account-rows">
                {sorted.map(one => (
                  <li key={one.id}>
                    <div>
                      <strong>{nameOf(one)}</strong>
                      <small>
                        {t('since', { date: when(one.createdAt) })} · {t('seen', { date: when(one.lastSeenAt) })}
                      </small>
                    </div>
                    {one.current ? (
                      <small className="account-this">{t('thisOne')}</small>
                    ) : (
                      <Button
                        variant="default"
                        loading={busy === one.id}
                        aria-label={t('endOf', { device: nameOf(one) })}
                        onClick={() => act(one.id, () => endDevice(one), t('ended', { device: nameOf(one) }))}
                      >
                        {t('end')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              {items.length > 1 ? (
                <Button
                  variant="default"
                  loading={busy === 'others'}
                  onClick={() => act('others', endOtherDevices, t('endedOthers'))}
                >
                  {t('endOthers')}
                </Button>
              ) : (
                <p>{t('onlyThis')}</p>
              )}
            </>
          )
        }}
      </QueryContent>
    </section>
  )
}
