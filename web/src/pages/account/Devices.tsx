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

const timeText = (at: string) => `${dayOf(at)} ${clock(at)}`

/** Where this account is signed in; each can be signed out from here. */
export function Devices() {
  const devicesQuery = useQuery(devices)
  const [endingId, setEndingId] = useState<string | null>(null)
  const endAndTell = async (id: string, request: () => Promise<void>, done: string) => {
    setEndingId(id)
    try {
      await request()
      toast(done)
    } catch (error) {
      toastProblem(error)
    } finally {
      setEndingId(null)
    }
  }
  return (
    <section aria-labelledby="account-devices">
      <h2 id="account-devices">{t('devices')}</h2>
      <p>{t('devicesHelp')}</p>
      <QueryContent query={devicesQuery} rows={3}>
        {items => {
          const orderedDevices = [...items].sort((a, b) => Number(b.current) - Number(a.current))
          return (
            <>
              <ul className="account-rows">
                {orderedDevices.map(one => (
                  <li key={one.id}>
                    <div>
                      <strong>{nameOf(one)}</strong>
                      <small>
                        {t('since', { date: timeText(one.createdAt) })} ·{' '}
                        {t('seen', { date: timeText(one.lastSeenAt) })}
                      </small>
                    </div>
                    {one.current ? (
                      <small className="account-this">{t('thisOne')}</small>
                    ) : (
                      <Button
                        variant="default"
                        loading={endingId === one.id}
                        aria-label={t('endOf', { device: nameOf(one) })}
                        onClick={() => endAndTell(one.id, () => endDevice(one), t('ended', { device: nameOf(one) }))}
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
                  loading={endingId === 'others'}
                  onClick={() => endAndTell('others', endOtherDevices, t('endedOthers'))}
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
