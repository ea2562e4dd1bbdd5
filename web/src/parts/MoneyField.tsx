import { TextInput, type TextInputProps } from '@mantine/core'
import { t } from '../i18n/forms.ts'
import { language } from '../i18n/language.ts'
import { money } from '../i18n/money.ts'
import { useMembership } from '../session/session.ts'
import { readMoney } from './money.ts'

/** Which sign the language writes before decimals. */
const decimalSign = () => (language() === 'id' ? ',' : '.')

/** `150.000`: an amount in minor units as it stands in a field, in the language's own writing. */
export function moneyText(amount: number, decimals: number): string {
  return new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals)
}

/** Reads what stands in a field of money; null where it is no amount. */
export function readMoneyText(typed: string, decimals: number): number | null {
  return readMoney(typed, decimals, decimalSign())
}

/** What is asked for where it is no amount: `Write an amount such as 150.000.` */
export function moneyRule(decimals: number): string {
  return t('money', { example: moneyText(decimals === 0 ? 150_000 : 150 * 10 ** decimals, decimals) })
}

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string
  onChange: (typed: string) => void
}

/** An amount typed as people write it and read back with its currency below. */
export function MoneyField({ value, onChange, error, ...rest }: Props) {
  const { currency, currencyDecimals } = useMembership()
  const amount = readMoneyText(value, currencyDecimals)
  return (
    <TextInput
      {...rest}
      value={value}
      inputMode="decimal"
      autoComplete="off"
      description={amount === null ? currency : money(amount, currency, currencyDecimals)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error ?? (value.trim() !== '' && amount === null ? moneyRule(currencyDecimals) : undefined)}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
