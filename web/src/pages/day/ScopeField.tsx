import { Radio, Stack } from '@mantine/core'
import { t } from '../../i18n/booking.ts'

export const scopes = ['one', 'following', 'all'] as const
export type Scope = (typeof scopes)[number]

/** Of a visit in a series: whether a change is for it alone. */
export function ScopeField({ value, set }: { value: Scope; set: (scope: Scope) => void }) {
  return (
    <Radio.Group label={t('scope')} value={value} onChange={chosen => set(scopes.find(one => one === chosen) ?? 'one')}>
      <Stack gap={6} mt={4}>
        {scopes.map(scope => (
          <Radio key={scope} value={scope} label={t(scope)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
