import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { acceptOffer, declineOffer, type Offer, offersOf } from '../../api/waitlist.ts'
import { clock } from '../../i18n/time.ts'
import { t } from '../../i18n/waitlist.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useNow } from '../../shell/TopBar.tsx'
import { timeLeft } from '../waitlist/entryForm.ts'
import { instantText } from './wording.ts'

/** Freed times that are kept for this patient. Nothing where there are none: it stands on the first page too. */
export function Offers({ patientId }: { patientId: string }) {
  const now = useNow(5_000)
  const offers = useQuery(offersOf(patientId)).data ?? []
  const respond = async (request: Promise<unknown>, confirmation: string) => {
    try {
      await request
      toast(confirmation)
    } catch (error) {
      toastProblem(error)
    }
  }
  const offerCard = (offer: Offer) => {
    const when = instantText(offer.startsAt)
    return (
      <section key={offer.id} className="home-card home-offer" aria-labelledby={`${offer.id}-head`}>
        <h2 id={`${offer.id}-head`}>{t('ownOffer')}</h2>
        <p>
          <strong>{when}</strong>
          <br />
          {[offer.staff.name, offer.visitType?.name].filter(Boolean).join(' · ')}
        </p>
        <p className="home-quiet">
          {t('ownOfferHelp', { time: clock(offer.expiresAt) })} ({timeLeft(offer, now)})
        </p>
        <Group gap="sm">
          <Button size="md" onClick={() => void respond(acceptOffer(offer), t('ownTaken', { when }))}>
            {t('ownTake')}
          </Button>
          <Button size="md" variant="default" onClick={() => void respond(declineOffer(offer), t('ownLeft'))}>
            {t('ownLeave')}
          </Button>
        </Group>
      </section>
    )
  }
  return <div role="status">{offers.map(offerCard)}</div>
}
