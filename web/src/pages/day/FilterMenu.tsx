import { Button, Checkbox, MultiSelect, Popover, Select, Stack } from '@mantine/core'
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { useQuery } from '@tanstack/react-query'
import { rooms, visitTypes } from '../../api/desk.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { statuses } from '../../parts/StatusBadge.tsx'
import { countOf, noFilters } from './filters.ts'
import type { ScheduleState } from './scheduleUrl.ts'
import type { Doctor } from './visitRules.ts'

interface Props {
  /** Where room is short, an icon and the count alone. */
  compact?: boolean
  state: ScheduleState
  go: (change: Partial<ScheduleState>) => void
  doctors: Doctor[]
}

const kinds = ['all', 'scheduled', 'walk_in'] as const
const kindWords = { all: () => t('allKinds'), scheduled: () => t('scheduled'), walk_in: () => t('walkIn') }

/** What of the schedule is shown, behind one button that says how much is left out. */
export function FilterMenu({ compact = false, state, go, doctors }: Props) {
  const types = useQuery(visitTypes)
  const roomsQuery = useQuery(rooms)
  const count = countOf(state)
  // Within the popover: a list that opens outside of it would count as a press beside it.
  const withinPopover = { comboboxProps: { withinPortal: false }, clearable: true, hidePickedOptions: true } as const
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md" withinPortal returnFocus>
      <Popover.Target>
        <Button
          className="day-filter"
          variant={count > 0 ? 'light' : 'default'}
          px={compact ? 8 : 'sm'}
          aria-label={count > 0 ? t('filterCount', { count }) : t('filter')}
          title={t('filter')}
        >
          <IconFilter size={18} aria-hidden />
          {compact ? (
            count > 0 && <>&nbsp;{count}</>
          ) : (
            <>&nbsp;{count > 0 ? t('filterCount', { count }) : t('filter')}</>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter')}>
        <Stack gap="xs">
          <MultiSelect
            {...withinPopover}
            label={t('doctors')}
            data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
            value={state.staff}
            placeholder={state.staff.length === 0 ? t('allDoctors') : ''}
            onChange={staff => go({ staff })}
            data-autofocus
          />
          <MultiSelect
            {...withinPopover}
            label={t('rooms')}
            data={(roomsQuery.data?.items ?? []).map(({ id, number, type }) => ({
              value: id,
              label: `${number} · ${type}`,
            }))}
            value={state.room}
            placeholder={state.room.length === 0 ? t('allRooms') : ''}
            onChange={room => go({ room })}
          />
          <MultiSelect
            {...withinPopover}
            label={t('status')}
            data={statuses.map(value => ({ value, label: common(value) }))}
            value={state.status}
            placeholder={state.status.length === 0 ? t('allStatuses') : ''}
            onChange={chosen => go({ status: statuses.filter(one => chosen.includes(one)) })}
          />
          <MultiSelect
            {...withinPopover}
            label={t('visitType')}
            data={(types.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={state.type}
            placeholder={state.type.length === 0 ? t('allTypes') : ''}
            onChange={type => go({ type })}
          />
          <Select
            comboboxProps={withinPopover.comboboxProps}
            label={t('visitKind')}
            allowDeselect={false}
            value={state.kind ?? 'all'}
            onChange={value => go({ kind: value === 'scheduled' || value === 'walk_in' ? value : null })}
            data={kinds.map(value => ({ value, label: kindWords[value]() }))}
          />
          <Checkbox
            label={t('withGone')}
            checked={state.withCancelled}
            onChange={event => go({ withCancelled: event.currentTarget.checked })}
          />
          {count > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => go(noFilters)}>
              {t('clearFilters')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
