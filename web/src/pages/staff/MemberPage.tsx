import './staff.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'wouter'
import { asProblem } from '../../api/problem.ts'
import { memberOf, type StaffMember, setStaffArchived } from '../../api/staff.ts'
import { languageName } from '../../i18n/code-names.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/staff.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toastProblem, undoable } from '../../parts/toast.tsx'
import { useMay, useMembership } from '../../session/session.ts'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { Absences } from './Absences.tsx'
import { HoursEditor } from './HoursEditor.tsx'
import { LicenceState } from './Licences.tsx'
import { Openings } from './Openings.tsx'

const MemberDrawer = lazy(() => import('./MemberDrawer.tsx'))

export default function MemberPage() {
  const { id = '' } = useParams()
  const member = useQuery(memberOf(id))
  if (member.isError && asProblem(member.error).code === 'not_found') return <NotFound />
  return <QueryContent query={member}>{read => <Member key={id} member={read} />}</QueryContent>
}

/** One member of staff: who, licences, weekly hours and absences. */
function Member({ member }: { member: StaffMember }) {
  const may = useMay()
  const { staffId } = useMembership()
  const [editing, setEditing] = useState(false)
  const isOwnProfile = staffId === member.id
  const visibleParts = (reach: 'all' | 'own' | false) => reach === 'all' || (reach === 'own' && isOwnProfile)
  const mayChange = may('staff.change') === 'all'
  const setArchived = async (of: StaffMember, archived: boolean) => {
    try {
      const done = await setStaffArchived(of, archived)
      const words = { name: done.name }
      undoable(archived ? t('leftDone', words) : t('backDone', words), () => setStaffArchived(done, !archived))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <>
      <PageHead
        title={member.name}
        note={[member.title, t(member.profession), member.specialties.join(', '), member.archived && t('hasLeft')]
          .filter(Boolean)
          .join(' · ')}
      >
        <Button component={Link} href="/staff" variant="subtle" color="gray">
          {common('back')}
        </Button>
        {mayChange && (
          <>
            <Button variant="default" onClick={() => void setArchived(member, !member.archived)}>
              {member.archived ? t('restore') : t('archive')}
            </Button>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('change')}
            </Button>
          </>
        )}
      </PageHead>
      <dl className="member-facts">
        <div>
          <dt>{t('takesVisits')}</dt>
          <dd>{member.bookable ? t('yes') : t('no')}</dd>
        </div>
        {member.languages.length > 0 && (
          <div>
            <dt>{t('languages')}</dt>
            <dd>{member.languages.map(languageName).join(', ')}</dd>
          </div>
        )}
        {(member.licences ?? []).map(licence => (
          <div key={`${licence.type} ${licence.number}`}>
            <dt>{licence.type}</dt>
            <dd>
              {licence.number} <LicenceState licence={licence} />
            </dd>
          </div>
        ))}
      </dl>
      <HoursEditor staffId={member.id} mayChange={visibleParts(may('availability.change'))} />
      <Openings staffId={member.id} mayChange={visibleParts(may('opening.add'))} />
      <Absences staffId={member.id} mayChange={visibleParts(may('absence.add'))} />
      <Suspense>{editing && <MemberDrawer member={member} close={() => setEditing(false)} />}</Suspense>
    </>
  )
}
