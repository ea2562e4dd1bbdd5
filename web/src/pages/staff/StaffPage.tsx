import './staff.css'
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { type StaffMember, staffList } from '../../api/staff.ts'
import { t } from '../../i18n/staff.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { useRowKeys } from '../../parts/row-keys.ts'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMay } from '../../session/session.ts'
import { LicenceMark } from './Licences.tsx'

const MemberDrawer = lazy(() => import('./MemberDrawer.tsx'))

/** Who works here, what they do and whether their licences still hold. */
export default function StaffPage() {
  const [archivedShown, setArchivedShown] = useState(false)
  const [adding, setAdding] = useState(false)
  const staff = useQuery(staffList(archivedShown))
  const mayChange = useMay()('staff.change') === 'all'
  const rows = useRowKeys<HTMLTableSectionElement>()
  useShortcuts(mayChange ? [{ keys: 'n', label: t('add'), run: () => setAdding(true) }] : [])
  return (
    <>
      <PageHead title={t('staff')}>
        <SegmentedControl
          aria-label={t('which')}
          value={archivedShown ? 'left' : 'here'}
          onChange={value => setArchivedShown(value === 'left')}
          data={[
            { value: 'here', label: t('here') },
            { value: 'left', label: t('left') },
          ]}
        />
        {mayChange && <Button onClick={() => setAdding(true)}>{t('add')}</Button>}
      </PageHead>
      <QueryContent query={staff} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={archivedShown ? t('nobodyLeft') : t('nobody')}>
              {!archivedShown && t('nobodyHelp')}
            </EmptyState>
          ) : (
            <table className="staff-table">
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col">{t('profession')}</th>
                  <th scope="col">{t('specialties')}</th>
                  <th scope="col">{t('takesVisits')}</th>
                  <th scope="col">{t('licences')}</th>
                </tr>
              </thead>
              <tbody ref={rows}>
                {items.map(member => (
                  <Row key={member.id} member={member} />
                ))}
              </tbody>
            </table>
          )
        }
      </QueryContent>
      <Suspense>{adding && <MemberDrawer close={() => setAdding(false)} />}</Suspense>
    </>
  )
}

function Row({ member }: { member: StaffMember }) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/staff/${member.id}`} data-row className="staff-name">
          {member.name}
        </Link>{' '}
        {member.title && <small>{member.title}</small>}
      </th>
      <td>{t(member.profession)}</td>
      <td>{member.specialties.join(', ')}</td>
      <td>{member.bookable ? t('yes') : '–'}</td>
      <td>
        <LicenceMark licences={member.licences ?? []} />
      </td>
    </tr>
  )
}
