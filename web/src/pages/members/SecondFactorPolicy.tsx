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
export function Policy() {
  const policy = useQuery(secondFactorPolicy)
  return (
    <section className="members-policy" aria-labelledby="members-policy">
      <h2 id="members-policy">{t('policy')}</h2>
      <QueryContent query={policy} rows={3}>
        {({ requireSecondFactor: on }) => <Choice on={on} />}
      </QueryContent>
    </section>
  )
}

function Choice({ on }: { on: boolean }) {
  const [busy, setBusy] = useState(false)
  const own = useQuery(secondFactor)
  const first = !on && own.data?.enabled === false
  const staff = useInfiniteQuery(memberList('staff'))
  const without = staff.data?.pages.flatMap(page => page.items).filter(one => !one.secondFactor && !one.disabled)
  const turn = async (next: boolean) => {
    setBusy(true)
    try {
      await requireSecondFactor(next)
      toast(t(next ? 'policyOn' : 'policyOff'))
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Switch
        label={t('policySwitch')}
        checked={on}
        disabled={busy || first}
        aria-describedby={first ? 'members-policy-first' : undefined}
        onChange={event => void turn(event.currentTarget.checked)}
      />
      {first && (
        <p id="members-policy-first">
          <strong>{t('policyFirst')}</strong> <Link href="/account">{t('policyToAccount')}</Link>
        </p>
      )}
      <p className="members-dim">{t('policyHelp')}</p>
      {without && (
        <p>
          {without.length === 0
            ? t('everybodyHas')
            : t('without', {
                count: without.length,
                names: new Intl.ListFormat(document.documentElement.lang).format(without.map(one => one.account.name)),
              })}
        </p>
      )}
    </>
  )
}
