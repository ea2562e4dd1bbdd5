import { Switch } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { secondFactor } from '../../api/account.ts'
import { memberList, requireSecondFactor, secondFactorPolicy } from '../../api/members.ts'
import { t } from '../../i18n/members.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'

/** What the clinic asks of its staff at sign-in. */
export function SecondFactorPolicy() {
  const policy = useQuery(secondFactorPolicy)
  return (
    <section className="members-policy" aria-labelledby="members-policy">
      <h2 id="members-policy">{t('policy')}</h2>
      <QueryContent query={policy} rows={3}>
        {({ requireSecondFactor: required }) => <Choice required={required} />}
      </QueryContent>
    </section>
  )
}

function Choice({ required }: { required: boolean }) {
  const [pending, setPending] = useState(false)
  const ownFactor = useQuery(secondFactor)
  const first = !required && ownFactor.data?.enabled === false
  const staff = useInfiniteQuery(memberList('staff'))
  const withoutFactor = staff.data?.pages.flatMap(page => page.items).filter(one => !one.secondFactor && !one.disabled)
  const setRequired = async (next: boolean) => {
    setPending(true)
    try {
      await requireSecondFactor(next)
      toast(t(next ? 'policyOn' : 'policyOff'))
    } catch (error) {
      toastProblem(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <Switch
        label={t('policySwitch')}
        checked={required}
        disabled={pending || first}
        aria-describedby={first ? 'members-policy-first' : undefined}
        onChange={event => void setRequired(event.currentTarget.checked)}
      />
      {first && (
        <p id="members-policy-first">
          <strong>{t('policyFirst')}</strong> <Link href="/account">{t('policyToAccount')}</Link>
        </p>
      )}
      <p className="members-dim">{t('policyHelp')}</p>
      {withoutFactor && (
        <p>
          {withoutFactor.length === 0
            ? t('everybodyHas')
            : t('without', {
                count: withoutFactor.length,
                names: new Intl.ListFormat(document.documentElement.lang).format(
                  withoutFactor.map(one => one.account.name),
                ),
              })}
        </p>
      )}
    </>
  )
}
