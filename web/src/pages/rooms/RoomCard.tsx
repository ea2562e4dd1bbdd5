import type { Icon } from '@tabler/icons-react'
import IconFree from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconTools from '@tabler/icons-react/dist/esm/icons/IconTools.mjs'
import IconTaken from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { BoardRow } from '../../api/desk.ts'
import type { RoomOnBoard } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { clock } from '../../i18n/time.ts'
import { patientName } from '../day/visitRules.ts'

const icons: Record<RoomOnBoard['status'], Icon> = {
  available: IconFree,
  occupied: IconTaken,
  maintenance: IconTools,
}

function Visit({ term, visit, when }: { term: string; visit: BoardRow; when: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <Link href={`/day?visit=${visit.id}`}>{patientName(visit)}</Link>
        <span>{[when, visit.staff?.name].filter(Boolean).join(' · ')}</span>
      </dd>
    </div>
  )
}

/** `waits since 08:50`, `being seen since 09:02`. */
function sinceWhen({ status, arrivedAt, startedAt, startsAt }: BoardRow): string {
  const waits = status === 'arrived'
  return t(waits ? 'waitsSince' : 'seenSince', { time: clock((waits ? arrivedAt : startedAt) ?? startsAt) })
}

/** When a room is out of use: `09:00–11:00 · new lamp`, or `until 16:00` where the clock says the rest. */
function outOfUse({ startsAt, endsAt, reason }: NonNullable<RoomOnBoard['maintenance']>): string {
  const end = endsAt && (startsAt ? clock(endsAt) : t('until', { time: clock(endsAt) }))
  return [startsAt ? `${clock(startsAt)}–${end ?? ''}` : end, reason].filter(Boolean).join(' · ')
}

export function RoomCard({ room, children }: { room: RoomOnBoard; children?: ReactNode }) {
  const { status, now, next, waiting, freeUntil, maintenance } = room
  const Sign = icons[status]
  return (
    <li className={`room is-${status}`}>
      <h2>
        {room.number} <small>{room.type}</small>
      </h2>
      <p className="room-status">
        <Sign size={16} stroke={1.8} aria-hidden />
        <strong>{t(status)}</strong>
        {now && <span>{t(now.status === 'arrived' ? 'patientWaits' : 'beingSeen')}</span>}
        {status === 'available' && freeUntil && <span>{t('freeUntil', { time: clock(freeUntil) })}</span>}
        {maintenance && <span>{outOfUse(maintenance)}</span>}
      </p>
      <dl>
        {now && <Visit term={t('now')} visit={now} when={sinceWhen(now)} />}
        {next ? (
          <Visit
            term={t('next')}
            visit={next}
            when={next.status === 'arrived' ? sinceWhen(next) : t('at', { time: clock(next.startsAt) })}
          />
        ) : (
          <div>
            <dt>{t('next')}</dt>
            <dd>
              <span>{t('nothingNext')}</span>
            </dd>
          </div>
        )}
        {waiting?.slice(1).map(visit => (
          <Visit key={visit.id} term={t('thenNext')} visit={visit} when={sinceWhen(visit)} />
        ))}
      </dl>
      {children}
    </li>
  )
}
