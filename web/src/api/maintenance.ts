import { queryOptions } from '@tanstack/react-query'
import type {
  AddMaintenance,
  Maintenance,
  MaintenancePage,
} from '../../../workers/appointment/rooms/maintenance/contract.ts'
import { ifMatch, read, send } from './api.ts'
import { invalidateDesk } from './visit-cache.ts'

/** When a room is out of use. */
export type { Maintenance }

/** What is planned for a room from now on. */
export function maintenanceOf(roomId: string) {
  return queryOptions({
    queryKey: ['room-board', 'maintenance', roomId],
    queryFn: () => {
      const query = new URLSearchParams({ from: new Date().toISOString(), limit: '100' })
      return read<MaintenancePage>(`/api/rooms/${roomId}/maintenance?${query}`)
    },
  })
}

export async function addMaintenance(roomId: string, input: AddMaintenance): Promise<Maintenance> {
  const maintenance = await send<Maintenance>('POST', `/api/rooms/${roomId}/maintenance`, input)
  await invalidateDesk()
  return maintenance
}

export async function removeMaintenance({ roomId, id, version }: Maintenance): Promise<void> {
  await send('DELETE', `/api/rooms/${roomId}/maintenance/${id}`, undefined, ifMatch(version))
  await invalidateDesk()
}
