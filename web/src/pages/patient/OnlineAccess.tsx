import '../members/members.css'
import { Button } from '@mantine/core'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMailPlus.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { type Invitation, invitationList } from '../../api/members.ts'
import type { Patient } from '../../api/patients.ts'
import { t } from '../../i18n/members.ts'
import { dayOf } from '../../i18n/time.ts'
import { FailedState, LoadingState } from '../../parts/query-states.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { useMay } from '../../session/session.ts'
import { InvitationActions } from '../members/InvitationActions.tsx'
import { PrintCode } from '../members/PrintCode.tsx'
import { IdentityDocument } from '../relations/IdentityDocument.tsx'
import { WhoMaySee } from '../relations/WhoMaySee.tsx'

const InvitePatient = lazy(() => import('./InvitePatient.tsx'))

/** Who may see this record online, who was invited to, and for the owner who has opened it. */
export function OnlineAccess({ patient }: { patient: Patient }) {
  const may = useMay()
  const [inviting, setInviting] = useState(false)
  const [printedInvitation, setPrintedInvitation] = useState<Invitation | null>(null)
  const mayInvite = may('invitation.create') === 'all'
  const seesAccessLog = may('patient.access_log') === 'all'
  if (!mayInvite && !seesAccessLog) return null
  const mayBeInvited = mayInvite && !patient.archived && !patient.deceased
  const close = () => {
    setInviting(false)
    setPrintedInvitation(null)
  }
  return (
    <section aria-labelledby="patient-access" className="patient-access">
      <h2 id="patient-access" className="patient-h">
        {t('onlineAccess')}
      </h2>
      {may('relation.of_patient') === 'all' && <WhoMaySee patientId={patient.id} />}
      {may('patient.verify') === 'all' && <IdentityDocument patient={patient} />}
      {mayInvite && <OpenInvitations patientId={patient.id} onPrint={setPrintedInvitation} />}
      <div className="members-buttons">
        {mayBeInvited && (
          <Button variant="default" leftSection={<IconMail size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t('inviteTo')}
          </Button>
        )}
        {seesAccessLog && (
          <Button component={Link} href={`/patients/${patient.id}/opened`} variant="subtle">
            {t('opened')}
          </Button>
        )}
      </div>
      <Suspense>
        {inviting && (
          <InvitePatient
            patient={patient}
            close={close}
            onPrint={code => {
              setInviting(false)
              setPrintedInvitation(code)
            }}
          />
        )}
      </Suspense>
      {printedInvitation && (
        <SideDrawer title={t('codeTitle', { name: printedInvitation.name })} close={close}>
          <PrintCode invitation={printedInvitation} patient={patient.name.text} close={close} />
        </SideDrawer>
      )}
    </section>
  )
}

function OpenInvitations({ patientId, onPrint }: { patientId: string; onPrint: (invitation: Invitation) => void }) {
  const relation = useInfiniteQuery(invitationList(patientId))
  const items = relation.data?.pages.flatMap(page => page.items)
  if (items === undefined)
    return relation.isError ? (
      <FailedState error={relation.error} retry={() => relation.refetch()} />
    ) : (
      <LoadingState rows={1} />
    )
  if (items.length === 0) return null
  return (
    <ul className="members-rows" aria-label={t('invitations')}>
      {items.map(one => (
        <li key={one.id}>
          <div>
            <strong>{one.name}</strong>{' '}
            <small>{[t('invited'), one.relation && t(one.relation)].filter(Boolean).join(' · ')}</small>
            <span className="members-address">
              {one.email ?? t('asPrinted')} ·{' '}
              {t(one.status === 'expired' ? 'expired' : 'open', { date: dayOf(one.expiresAt) })}
            </span>
          </div>
          <div>
            <InvitationActions invitation={one} onPrint={onPrint} />
          </div>
        </li>
      ))}
    </ul>
  )
}
