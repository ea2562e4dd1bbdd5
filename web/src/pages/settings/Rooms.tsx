import { Checkbox, TextInput } from '@mantine/core'
import { ChangeRoom, CreateRoom, type Room } from '../../../../workers/appointment/rooms/contract.ts'
import { t } from '../../i18n/settings.ts'
import { MoneyField, moneyRule, moneyText, readMoneyText } from '../../parts/MoneyField.tsx'
import { type Membership, useMembership } from '../../session/session.ts'
import { EntryList } from './EntryList.tsx'
import type { ListConfig } from './list-config.ts'
import { priceField, priceText } from './price.ts'
import { StateBadge } from './StateBadge.tsx'

type RoomForm = { number: string; type: string; price: string; maintenance: boolean; equipment: string }

/** Where visits take place. `occupied` follows check-in and check-out; only maintenance is set here. */
export function Rooms() {
  return <EntryList list={rooms(useMembership())} />
}

function rooms({ currency, currencyDecimals }: Membership): ListConfig<Room, RoomForm> {
  return {
    path: 'rooms',
    words: { add: t('addRoom'), empty: t('noRooms'), emptyHelp: t('noRoomsHelp') },
    nameOf: room => t('roomName', { number: room.number }),
    search: room => [room.number, room.type, ...room.equipment].join(' '),
    columns: [
      { name: t('number'), cell: room => room.number },
      { name: t('type'), cell: room => room.type },
      { name: t('status'), cell: room => <StateBadge kind={room.status}>{t(room.status)}</StateBadge> },
      { name: t('equipment'), cell: room => room.equipment.join(', ') || '–' },
      {
        name: t('price'),
        numeric: true,
        cell: room => priceText(room.price),
      },
    ],
    blank: { number: '', type: '', price: moneyText(0, currencyDecimals), maintenance: false, equipment: '' },
    formOf: room => ({
      number: room.number,
      type: room.type,
      price: priceField(room.price, currency),
      maintenance: room.status === 'maintenance',
      equipment: room.equipment.join(', '),
    }),
    labels: {
      number: t('number'),
      type: t('type'),
      price: t('price'),
      maintenance: t('maintenance'),
      equipment: t('equipment'),
    },
    fields: ({ form, set, messages, id }) => (
      <>
        <TextInput
          id={id('number')}
          label={t('number')}
          value={form.number}
          error={messages.number}
          onChange={event => set({ number: event.currentTarget.value })}
        />
        <TextInput
          id={id('type')}
          label={t('type')}
          placeholder={t('typeExample')}
          value={form.type}
          error={messages.type}
          onChange={event => set({ type: event.currentTarget.value })}
        />
        <MoneyField
          id={id('price')}
          label={t('price')}
          value={form.price}
          error={messages.price}
          onChange={price => set({ price })}
        />
        <TextInput
          id={id('equipment')}
          label={t('equipment')}
          description={t('equipmentHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.equipment}
          error={messages.equipment}
          onChange={event => set({ equipment: event.currentTarget.value })}
        />
        <Checkbox
          id={id('maintenance')}
          label={t('maintenanceCheck')}
          checked={form.maintenance}
          onChange={event => set({ maintenance: event.currentTarget.checked })}
        />
      </>
    ),
    inputOf: form => {
      const amount = readMoneyText(form.price, currencyDecimals)
      if (amount === null) return { messages: { price: moneyRule(currencyDecimals) } }
      const equipment = form.equipment.split(',').flatMap(one => one.trim() || [])
      const status = form.maintenance ? 'maintenance' : 'available'
      return { input: { number: form.number, type: form.type, price: { amount, currency }, status, equipment } }
    },
    create: CreateRoom,
    change: ChangeRoom,
    refusals: {
      number_taken: { field: 'number', text: t('numberTaken') },
      currency_mismatch: { field: 'price', text: t('currencyMismatch') },
    },
    remove: { help: t('removeRoomHelp'), inUse: t('roomInUse') },
  }
}
