import '../day/day.css'
import './queue.css'
import { Button, Select } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import IconCall from '@tabler/icons-react/dist/esm/icons/IconSpeakerphone.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { hoursOf, rooms } from '../../api/desk.ts'
import { type CallTo, type QueueEntry, queueToday } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { useRowKeys } from '../../parts/row-keys.ts'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMay, useMembership } from '../../session/session.ts'
import { useShownVisits } from '../day/steps/pending.ts'
import { CallAnnouncer } from './CallAnnouncer.tsx'
import { queueCalls, splitQueue } from './calls.ts'
import { QueueLine } from './QueueLine.tsx'
import { ScreensDialog } from './ScreensDialog.tsx'

const none: QueueEntry[] = []

/** Who waits, in the order in which they are called: urgent ones first. Call, call again, skip, begin. */
export default function QueuePage() {
  const may = useMay()
  const [, navigate] = useLocation()
  const { staffId: ownStaffId, roles } = useMembership()
  const queue = useQuery(queueToday)
  const hours = useQuery(hoursOf(today()))
  const roomsQuery = useQuery(rooms)
  const [doctorChoice, setDoctorChoice] = useLocalStorage<CallTo>({
    key: 'queue-calls-for',
    defaultValue: ownStaffId && roles.includes('doctor') ? { staffId: ownStaffId } : {},
    getInitialValueInEffect: false,
  })
  const [screensShown, setScreensShown] = useState(false)
  const list = useRowKeys<HTMLDivElement>()
  const mayCall = may('queue.call') !== false
  const { called, waiting } = splitQueue(useShownVisits(queue.data?.items ?? none))
  /** The one that has the focus, else who was called last. */
  const keyTarget = (): QueueEntry | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-visit]')?.dataset.visit
    return [...called, ...waiting].find(one => one.id === id) ?? called[0]
  }
  useShortcuts(
    mayCall
      ? [
          { keys: 'q', label: t('callNext'), run: () => void queueCalls.next(doctorChoice) },
          {
            keys: 'e',
            label: t('callAgain'),
            run: () => {
              const one = keyTarget()
              if (one) void (one.calledAt ? queueCalls.again(one, doctorChoice) : queueCalls.one(one, doctorChoice))
            },
          },
          {
            keys: 'z',
            label: t('skip'),
            run: () => {
              const one = keyTarget()
              if (one?.calledAt) void queueCalls.skip(one)
            },
          },
        ]
      : [],
  )
  const line = (entry: QueueEntry) => (
    <QueueLine
      key={entry.id}
      entry={entry}
      to={doctorChoice}
      mayCall={mayCall}
      open={() => navigate(`/day?visit=${entry.id}`)}
    />
  )
  return (
    <div className="queue">
      <PageHead title={t('title')} note={queue.data ? t('waitingCount', { count: waiting.length }) : '\u00a0'}>
        <Select
          className="queue-whose"
          aria-label={t('asWho')}
          placeholder={t('anyone')}
          clearable
          data={(hours.data?.items ?? []).map(({ staffId, name }) => ({ value: staffId, label: name }))}
          value={doctorChoice.staffId ?? null}
          onChange={value => setDoctorChoice(({ staffId: _, ...rest }) => (value ? { ...rest, staffId: value } : rest))}
        />
        <Select
          className="queue-whose"
          aria-label={t('toWhere')}
          placeholder={t('ownRoom')}
          clearable
          data={(roomsQuery.data?.items ?? []).map(({ id, number, type }) => ({
            value: id,
            label: `${number} · ${type}`,
          }))}
          value={doctorChoice.roomId ?? null}
          onChange={value => setDoctorChoice(({ roomId: _, ...rest }) => (value ? { ...rest, roomId: value } : rest))}
        />
        {may('screen.create') && (
          <Button variant="default" px="sm" onClick={() => setScreensShown(true)}>
            {t('screensShort')}
          </Button>
        )}
        {mayCall && (
          <Button
            leftSection={<IconCall size={18} aria-hidden />}
            aria-keyshortcuts="q"
            onClick={() => void queueCalls.next(doctorChoice)}
          >
            {t('callNext')}
          </Button>
        )}
      </PageHead>
      <CallAnnouncer items={queue.data?.items} />
      <QueryContent query={queue} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('nobody')}>{t('nobodyHelp')}</EmptyState>
          ) : (
            <div ref={list} className="queue-lists">
              <section>
                <h2>
                  {t('called')} {called.length > 0 && <span className="rail-count">{called.length}</span>}
                </h2>
                {called.length === 0 ? (
                  <p className="rail-empty">{t('nobodyCalled')}</p>
                ) : (
                  <ul className="visit-list">{called.map(line)}</ul>
                )}
              </section>
              <section>
                <h2>
                  {t('waiting')} {waiting.length > 0 && <span className="rail-count">{waiting.length}</span>}
                </h2>
                {waiting.length === 0 ? (
                  <p className="rail-empty">{t('nobody')}</p>
                ) : (
                  <ol className="visit-list">{waiting.map(line)}</ol>
                )}
              </section>
            </div>
          )
        }
      </QueryContent>
      {screensShown && <ScreensDialog close={() => setScreensShown(false)} />}
    </div>
  )
}
