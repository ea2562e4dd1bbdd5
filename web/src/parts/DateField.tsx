import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { isMonthFirst } from '../../../workers/shared/country/habits.ts'
import { t } from '../i18n/common.ts'
import { longDate, plainDate } from '../i18n/time.ts'
import { useMembership } from '../session/session.ts'
import { readDate } from './dates.ts'

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** `1984-12-31`; where `partial`, also `1984-12` or `1984`; empty for none. */
  value: string
  /** The date, or what was typed where it is no date yet: keep it, the schema refuses it. */
  onChange: (date: string) => void
  partial?: boolean
}

/** A date typed as people write it and read back in words below the field. */
export function DateField({ value, onChange, partial = false, error, ...rest }: Props) {
  const monthFirst = isMonthFirst(useMembership().country)
  const example = monthFirst ? '12/31/1984' : '31/12/1984'
  const [typed, setTyped] = useState<string | null>(null)
  const [blurred, setBlurred] = useState(false)
  // What was typed stays as typed, until the value is changed from outside.
  const keepsTyped = typed !== null && (typed === value || readDate(typed, { partial, monthFirst }) === value)
  const text = keepsTyped ? typed : value
  const read = text === '' ? null : readDate(text, { partial, monthFirst })
  const unclear = text !== '' && !read && blurred ? t('dateUnclear', { example }) : undefined
  return (
    <TextInput
      {...rest}
      value={text}
      inputMode="text"
      autoComplete="off"
      placeholder={example}
      description={read ? (read.length === 10 ? longDate(read) : plainDate(read)) : t('dateHelp', { example })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error ?? unclear}
      onChange={event => {
        const next = event.currentTarget.value
        setTyped(next)
        setBlurred(false)
        onChange(next.trim() === '' ? '' : (readDate(next, { partial, monthFirst }) ?? next))
      }}
      onBlur={() => setBlurred(true)}
    />
  )
}
