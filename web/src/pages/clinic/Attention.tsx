import IconUnclosed from '@tabler/icons-react/dist/esm/icons/IconCalendarOff.mjs'
import IconCertificate from '@tabler/icons-react/dist/esm/icons/IconCertificate.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs'
import { Link } from 'wouter'
import type { Dashboard } from '../../api/clinic.ts'
import { t } from '../../i18n/clinic.ts'
import { plainDate } from '../../i18n/time.ts'
import { EmptyState } from '../../parts/query-states.tsx'

interface Props {
  licences: Dashboard['licences']
  unsigned: Dashboard['unsignedNotes']
  unclosed: Dashboard['unclosedVisits']
  /** `2026-11-20`. */
  today: string
}

/** What somebody should see to, the most urgent first. */
export function Attention({ licences, unsigned, unclosed, today }: Props) {
  const expiring = licences.status === 'ok' ? licences.items : []
  const unsignedNotes = unsigned.status === 'ok' ? unsigned.count : 0
  const leftOpen = unclosed.status === 'ok' ? unclosed.count : 0
  const allKnown = [licences, unsigned, unclosed].every(part => part.status === 'ok')
  return (
    <section className="clinic-panel" aria-labelledby="clinic-attention">
      <h2 id="clinic-attention">{t('attention')}</h2>
      {expiring.length === 0 && unsignedNotes === 0 && leftOpen === 0 && allKnown && (
        <EmptyState title={t('allWell')} icon={<IconCheck size={28} stroke={1.4} />}>
          {t('allWellHelp')}
        </EmptyState>
      )}
      <ul className="clinic-attention">
        {expiring.map(one => (
          <li key={`${one.staffId} ${one.type} ${one.number}`} data-urgent={one.validTo < today}>
            <IconCertificate size={20} stroke={1.6} aria-hidden />
            <div>
              <Link href={`/staff/${one.staffId}`}>
                {t(one.validTo < today ? 'licenceEnded' : 'licenceEnds', {
                  name: one.name,
                  type: one.type,
                  date: plainDate(one.validTo),
                })}
              </Link>
              <span>
                {one.number} · {dueText(today, one.validTo)}
              </span>
            </div>
          </li>
        ))}
        {unsignedNotes > 0 && (
          <li>
            <IconSignature size={20} stroke={1.6} aria-hidden />
            <div>
              <strong>{t('unsigned', { count: unsignedNotes })}</strong>
              <span>{t('unsignedHelp')}</span>
            </div>
          </li>
        )}
        {leftOpen > 0 && (
          <li>
            <IconUnclosed size={20} stroke={1.6} aria-hidden />
            <div>
              <Link href="/day/unclosed">{t('unclosed', { count: leftOpen })}</Link>
              <span>{t('unclosedHelp')}</span>
            </div>
          </li>
        )}
      </ul>
      {licences.status !== 'ok' && <p className="clinic-missing">{`${t('partLicences')}: ${t('notNow')}`}</p>}
      {unsigned.status !== 'ok' && <p className="clinic-missing">{`${t('partUnsigned')}: ${t('notNow')}`}</p>}
      {unclosed.status !== 'ok' && <p className="clinic-missing">{`${t('partUnclosed')}: ${t('notNow')}`}</p>}
    </section>
  )
}

function dueText(today: string, date: string): string {
  const days = Math.round((Date.parse(`${date}T00:00Z`) - Date.parse(`${today}T00:00Z`)) / 86_400_000)
  if (days === 0) return t('endsToday')
  return days > 0 ? t('inDays', { count: days }) : t('agoDays', { count: -days })
}
