import { Group, NumberInput, Select } from '@mantine/core'
import { t } from '../../i18n/booking.ts'
import { type BookingForm, fieldIds } from './bookingForm.ts'

const intervals = ['never', 'week', 'fortnight', 'month'] as const

interface Props {
  form: BookingForm
  set: (part: Partial<BookingForm>) => void
  error: string | undefined
}

/** Whether a visit is one of several, how often, and how many. */
export function RepeatFields({ form, set, error }: Props) {
  return (
    <>
      <Group grow align="flex-start" gap="sm" wrap="nowrap">
        <Select
          label={t('repeat')}
          allowDeselect={false}
          data={intervals.map(value => ({ value, label: t(value) }))}
          value={form.repeat || 'never'}
          onChange={value =>
            set({ repeat: value === 'week' || value === 'fortnight' || value === 'month' ? value : '' })
          }
        />
        {form.repeat && (
          <NumberInput
            id={fieldIds.count}
            label={t('times')}
            error={error}
            min={2}
            max={52}
            value={form.count}
            onChange={value => set({ count: typeof value === 'number' ? value : '' })}
          />
        )}
      </Group>
      {form.repeat === 'month' && (
        <Select
          label={t('by')}
          allowDeselect={false}
          data={[
            { value: 'weekday', label: t('byWeekday') },
            { value: 'date', label: t('byDate') },
          ]}
          value={form.by}
          onChange={value => set({ by: value === 'date' ? 'date' : 'weekday' })}
        />
      )}
    </>
  )
}
