import './account.css'
import { t } from '../../i18n/account.ts'
import { t as common } from '../../i18n/common.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { useSession } from '../../session/session.ts'
import { Clinics } from './Clinics.tsx'
import { Devices } from './Devices.tsx'
import { Password } from './Password.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** One's own account, for everybody who signs in. */
export default function AccountPage() {
  const { account, membership } = useSession()
  return (
    <div className="account">
      <PageHead title={t('title')} />
      <section aria-labelledby="account-who">
        <h2 id="account-who">{t('who')}</h2>
        <dl>
          {[
            [t('name'), account.name],
            [t('email'), account.email],
            [t('roles'), `${membership.roles.map(role => common(role)).join(', ')} · ${membership.clinicName}`],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Clinics />
      <SecondFactor />
      <Password />
      <Devices />
    </div>
  )
}
