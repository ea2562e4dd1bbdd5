import { Button } from '@mantine/core'
import { t } from '../../i18n/account.ts'
import { t as common } from '../../i18n/common.ts'
import { toastProblem } from '../../parts/toast.tsx'
import { switchClinic } from '../../session/refresh.ts'
import { useSession } from '../../session/session.ts'

/** The clinics of this account, where there are several. */
export function Clinics() {
  const { membership, memberships } = useSession()
  if (memberships.length < 2) return null
  return (
    <section aria-labelledby="account-clinics">
      <h2 id="account-clinics">{t('clinics')}</h2>
      <ul className="account-rows">
        {memberships.map(one => (
          <li key={one.id}>
            <div>
              <strong>{one.clinicName}</strong>
              <small>{one.roles.map(role => common(role)).join(', ')}</small>
            </div>
            {one.clinicId === membership.clinicId ? (
              <small>{t(one.roles.some(role => role !== 'patient') ? 'here' : 'hereNow')}</small>
            ) : (
              <Button
                variant="default"
                aria-label={t('openOf', { clinic: one.clinicName })}
                onClick={() => switchClinic(one.clinicId).catch(toastProblem)}
              >
                {t('open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
