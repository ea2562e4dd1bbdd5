import './rooms.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type RoomOnBoard, roomBoard } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { useMay } from '../../session/session.ts'
import { MaintenancePanel } from './MaintenancePanel.tsx'
import { RoomCard } from './RoomCard.tsx'

/** Every room of the clinic: free, taken or out of use, who is in it and who is next. */
export default function RoomsPage() {
  const may = useMay()
  const board = useQuery(roomBoard)
  const changeLabel = t(may('maintenance.add') ? 'addMaintenance' : 'windows')
  const [selected, setSelected] = useState<RoomOnBoard | null>(null)
  return (
    <>
      <PageHead title={t('rooms')} note={board.data ? t('roomsNote', { count: board.data.items.length }) : '\u00a0'} />
      <QueryContent query={board} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noRooms')}>{t('noRoomsHelp')}</EmptyState>
          ) : (
            <ul className="room-board">
              {items.map(room => (
                <RoomCard key={room.id} room={room}>
                  {may('maintenance.list') && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={t('actOfRoom', { act: changeLabel, room: room.number })}
                      onClick={() => setSelected(room)}
                    >
                      {changeLabel}
                    </Button>
                  )}
                </RoomCard>
              ))}
            </ul>
          )
        }
      </QueryContent>
      {selected && <MaintenancePanel room={selected} close={() => setSelected(null)} />}
    </>
  )
}
