import { Button, Checkbox, MultiSelect, Popover, Select, Stack } from '@mantine/core'
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { useQuery } from '@tanstack/react-query'
import { rooms, visitTypes } from '../../api/desk.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { statuses } from '../../parts/StatusBadge.tsx'
import { countOf, noFilters } from './filters.ts'
import type { DayPlace } from './scheduleUrl.ts'
import type { Doctor } from './visitRules.ts'

interface Props {
  /** Where room is short, an icon and the count alone. */
  tight?: boolean
  place: DayPlace
  go: (change: Partial<DayPlace>) => void
  doctors: Doctor[]
}

const kinds = ['all', 'scheduled', 'walk_in'] as const
const kindWords = { all: () => t('allKinds'), scheduled: () => t('scheduled'), walk_in: () => t('walkIn') }

/** What of the schedule is shown, behind one button that says how much is left out. */
export function FilterMenu({ tight = false, place, go, doctors }: Props) {
  const types = useQuery(visitTypes)
  const places = useQuery(rooms)
  const count = countOf(place)
  // Within the popover: a list that opens outside of it would count as a press beside it.
  const inside = { comboboxProps: { withinPortal: false }, clearable: true, hidePickedOptions: true } as const
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md" withinPortal returnFocus>
      <Popover.Target>
        <Button
          className="day-filter"
          variant={count > 0 ? 'light' : 'default'}
          px={tight ? 8 : 'sm'}
          aria-label={count > 0 ? t('filterCount', { count }) : t('filter')}
          title={t('filter')}
        >
          <IconFilter size={18} aria-hidden />
          {tight ? count > 0 && <>&nbsp;{count}</> : <>&nbsp;{count > 0 ? t('filterCount', { count }) : t('filter')}</>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter')}>
        <Stack gap="xs">
          <MultiSelect
            {...inside}
            label={t('doctors')}
            data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
            value={place.staff}
            placeholder={place.staff.length === 0 ? t('allDoctors') : ''}
            onChange={staff => go({ staff })}
            data-autofocus
          />
          <MultiSelect
            {...inside}
            label={t('rooms')}
            data={(places.data?.items ?? []).map(({ id, number, type }) => ({
              value: id,
              label: `${number} · ${type}`,
            }))}
            value={place.room}
            placeholder={place.room.length === 0 ? t('allRooms') : ''}
            onChange={room => go({ room })}
          />
          <MultiSelect
            {...inside}
            label={t('status')}
            data={statuses.map(value => ({ value, label: common(value) }))}
            value={place.status}
            placeholder={place.status.length === 0 ? t('allStatuses') : ''}
            onChange={chosen => go({ status: statuses.filter(one => chosen.includes(one)) })}
          />
          <MultiSelect
            {...inside}
            label={t('visitType')}
            data={(types.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={place.type}
            placeholder={place.type.length === 0 ? t('allTypes') : ''}
            onChange={type => go({ type })}
          />
          <Select
            comboboxProps={inside.comboboxProps}
            label={t('visitKind')}
            allowDeselect={false}
            value={place.kind ?? 'all'}
            onChange={value => go({ kind: value === 'scheduled' || value === 'walk_in' ? value : null })}
            data={kinds.map(value => ({ value, label: kindWords[value]() }))}
          />
          <Checkbox
            label={t('withGone')}
            checked={place.gone}
            onChange={event => go({ gone: event.currentTarget.checked })}
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
