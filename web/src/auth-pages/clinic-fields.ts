import type { RegisterClinic } from '../../../gateway/auth/contract.ts'
import { countries, currencies, zones } from '../i18n/choices.ts'
import { type Language, language, languageNames, languages } from '../i18n/language.ts'
import { combo } from './combobox.ts'
import { currencyOf } from './country-currency.ts'
import { drawn, h } from './dom.ts'
import { type Field, labelled, textField } from './field.ts'
import { countryHere, zoneHere, zonesOf } from './locale-guess.ts'
import { t } from './register-words.ts'

type Clinic = RegisterClinic['clinic']

/** `23:41`, in that zone now. */
const timeIn = (zone: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format()

/** The fields of the clinic. Zone and currency follow the country until somebody chooses them. */
export function clinicFields(kept: Partial<Clinic>) {
  const here = kept.country ?? countryHere()
  const name = textField({
    name: 'clinic-name',
    label: () => t('clinicName'),
    autocomplete: 'organization',
    missing: () => t('clinicNameMissing'),
    maxlength: 120,
    value: kept.name,
  })
  const country = combo({
    name: 'country',
    label: () => t('country'),
    missing: () => t('countryMissing'),
    choices: () => countries(language()),
    value: here,
    changed: follow,
  })
  const timezone = combo({
    name: 'timezone',
    label: () => t('zone'),
    missing: () => t('zoneMissing'),
    choices: () => zones(zoneHere()).map(value => ({ value, label: value.replaceAll('_', ' ') })),
    value: kept.timezone ?? zoneHere(),
    changed: tell,
  })
  const currency = combo({
    name: 'currency',
    label: () => t('currency'),
    missing: () => t('currencyMissing'),
    choices: () => currencies('USD', language()),
    value: kept.currency ?? currencyOf(here) ?? '',
  })
  const now = h('p', { class: 'help' })
  timezone.element.append(now)
  function tell(): void {
    now.textContent = timezone.value() ? t('zoneNow', { time: timeIn(timezone.value()) }) : ''
  }
  drawn(tell)

  function follow(): void {
    currency.set(currencyOf(country.value()) ?? '')
    const there = zonesOf(country.value())
    const [only] = there
    if (there.includes(timezone.value()) || !only) return
    timezone.set(there.length === 1 ? only : '')
    tell()
  }

  const tongue = h('select', {}, ...languages.map(one => h('option', { value: one }, languageNames[one])))
  tongue.value = kept.locale ?? language()
  const locale = labelled({ name: 'locale', label: () => t('language'), help: () => t('languageHelp') }, tongue)

  const fields: Field[] = [name, country, timezone, currency, locale]
  return {
    fields,
    first: name.input,
    paths: {
      'clinic.name': name,
      'clinic.country': country,
      'clinic.timezone': timezone,
      'clinic.currency': currency,
      'clinic.locale': locale,
    },
    values: (): Clinic => ({
      name: name.value(),
      country: country.value(),
      timezone: timezone.value(),
      currency: currency.value(),
      locale: tongue.value as Language,
    }),
  }
}
