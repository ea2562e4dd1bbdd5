import './waitlist.css'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { offersOf, removeWaitlistEntry, type WaitlistEntry, waitlistEntriesOf } from '../../api/waitlist.ts'
import { shortDay } from '../../i18n/time.ts'
import { t } from '../../i18n/waitlist.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { patientName } from '../day/visitRules.ts'
import { AddEntryDrawer } from './AddEntryDrawer.tsx'
import { entryText } from './entryForm.ts'
import { OfferLine } from './OfferLine.tsx'

function EntryLine({ entry, mayChange }: { entry: WaitlistEntry; mayChange: boolean }) {
  const name = patientName(entry)
  const remove = async () => {
    try {
      await removeWaitlistEntry(entry)
      toast(t('didRemove', { name }))
    } catch (error) {
      toastProblem(error, name)
    }
  }
  return (
    <li className="waitlist-entry">
      <div>
        <strong>
          <Link href={`/patients/${entry.patient.id}`}>{name}</Link>
          {entry.urgency !== 'routine' && <span className={`waitlist-${entry.urgency}`}>{t(entry.urgency)}</span>}
          {entry.offered && <span className="waitlist-offered">{t('offered')}</span>}
        </strong>
        <span>{entryText(entry)}</span>
        <span>{[t('since', { day: shortDay(entry.createdAt) }), entry.note].filter(Boolean).join(' · ')}</span>
      </div>
      {mayChange && (
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('removeName', { name })}
          onClick={() => void remove()}
        >
          {t('remove')}
        </Button>
      )}
    </li>
  )
}

/** The waitlist entries of the clinic, and the open offers of freed times. */
export default function WaitlistPage() {
  const may = useMay()
  const [query, setQuery] = useSearchParams()
  const entries = useQuery(waitlistEntriesOf())
  const offers = useQuery(offersOf())
  const mayChange = may('waitlist.add') !== false
  const add = () => mayChange && setQuery({ open: 'add' })
  useShortcuts([{ keys: 'n', label: t('add'), run: add }])
  return (
    <>
      <PageHead title={t('title')} note={entries.data ? t('count', { count: entries.data.length }) : '\u00a0'}>
        {mayChange && (
          <Button onClick={add} aria-keyshortcuts="n">
            {t('add')}
          </Button>
        )}
      </PageHead>
      <section className="waitlist-part" aria-labelledby="offers-head">
        <h2 id="offers-head">{t('offers')}</h2>
        <p>{t('offersHelp')}</p>
        <QueryContent query={offers} rows={2}>
          {items =>
            items.length === 0 ? (
              <p className="waitlist-none">{t('noOffers')}</p>
            ) : (
              <ul className="waitlist-list">
                {items.map(offer => (
                  <OfferLine key={offer.id} offer={offer} mayChange={mayChange} />
                ))}
              </ul>
            )
          }
        </QueryContent>
      </section>
      <section className="waitlist-part" aria-labelledby="entries-head">
        <h2 id="entries-head">{t('waiting')}</h2>
        <QueryContent query={entries} rows={6}>
          {items =>
            items.length === 0 ? (
              <EmptyState title={t('nobody')}>{t('nobodyHelp')}</EmptyState>
            ) : (
              <ul className="waitlist-list">
                {items.map(entry => (
                  <EntryLine key={entry.id} entry={entry} mayChange={mayChange} />
                ))}
              </ul>
            )
          }
        </QueryContent>
      </section>
      {query.get('open') === 'add' && mayChange && <AddEntryDrawer close={() => setQuery({})} />}
    </>
  )
}
