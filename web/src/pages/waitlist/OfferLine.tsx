import { Button, Group } from '@mantine/core'
import { Link } from 'wouter'
import { acceptOffer, declineOffer, type Offer } from '../../api/waitlist.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { t } from '../../i18n/waitlist.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useNow } from '../../shell/TopBar.tsx'
import { patientName } from '../day/visitRules.ts'
import { timeLeft } from './entryForm.ts'

/** A freed time that is held for somebody until they answer; the desk answers for those who call. */
export function OfferLine({ offer, mayChange }: { offer: Offer; mayChange: boolean }) {
  const now = useNow(5_000)
  const name = patientName(offer)
  const when = `${shortDay(offer.startsAt)} ${clock(offer.startsAt)}`
  const respond = async (request: Promise<unknown>, confirmation: string) => {
    try {
      await request
      toast(confirmation)
    } catch (error) {
      toastProblem(error, name)
    }
  }
  return (
    <li className="waitlist-entry" data-row tabIndex={-1}>
      <div>
        <strong>
          <Link href={`/patients/${offer.patient.id}`}>{name}</Link>
        </strong>
        <span>{[when, offer.staff.name, offer.visitType?.name].filter(Boolean).join(' · ')}</span>
        <span className="waitlist-left">{timeLeft(offer, now)}</span>
      </div>
      {mayChange && (
        <Group gap={6} wrap="nowrap">
          <Button
            size="compact-md"
            aria-label={t('acceptName', { name, when })}
            onClick={() => void respond(acceptOffer(offer), t('didAccept', { name, when }))}
          >
            {t('accept')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('declineName', { name, when })}
            onClick={() => void respond(declineOffer(offer), t('didDecline'))}
          >
            {t('decline')}
          </Button>
        </Group>
      )}
    </li>
  )
}
