import type { RegisterClinic } from '../../../gateway/identity/accounts/contract.ts'
import { countries, currencies, zones } from '../i18n/choices.ts'
import { type Language, language, languageNames, languages } from '../i18n/language.ts'
import { combobox } from './combobox.ts'
import { currencyOf } from './country-currency.ts'
import { h, keepDrawn } from './dom.ts'
import { type Field, labelledField, textField } from './field.ts'
import { browserZone, likelyCountry, zonesOf } from './locale-guess.ts'
import { t } from './register-words.ts'

type Clinic = RegisterClinic['clinic']

/** `23:41`, in that zone now. */
const timeIn = (zone: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format()

/** The fields of the clinic. Zone and currency follow the country until somebody chooses them. */
export function clinicFields(draft: Partial<Clinic>) {
  const initialCountry = draft.country ?? likelyCountry()
  const name = textField({
    name: 'clinic-name',
    label: () => t('clinicName'),
    autocomplete: 'organization',
    missing: () => t('clinicNameMissing'),
    maxlength: 120,
    value: draft.name,
  })
  const country = combobox({
    name: 'country',
    label: () => t('country'),
    missing: () => t('countryMissing'),
    choices: () => countries(language()),
    value: initialCountry,
    onChange: followCountry,
  })
  const timezone = combobox({
    name: 'timezone',
    label: () => t('zone'),
    missing: () => t('zoneMissing'),
    choices: () => zones(browserZone()).map(value => ({ value, label: value.replaceAll('_', ' ') })),
    value: draft.timezone ?? browserZone(),
    onChange: showZoneTime,
  })
  const currency = combobox({
    name: 'currency',
    label: () => t('currency'),
    missing: () => t('currencyMissing'),
    choices: () => currencies('USD', language()),
    value: draft.currency ?? currencyOf(initialCountry) ?? '',
  })
  const now = h('p', { class: 'help' })
  timezone.element.append(now)
  function showZoneTime(): void {
    now.textContent = timezone.value() ? t('zoneNow', { time: timeIn(timezone.value()) }) : ''
  }
  keepDrawn(showZoneTime)

  function followCountry(): void {
    currency.set(currencyOf(country.value()) ?? '')
    const countryZones = zonesOf(country.value())
    const [only] = countryZones
    if (countryZones.includes(timezone.value()) || !only) return
    timezone.set(countryZones.length === 1 ? only : '')
    showZoneTime()
  }

  const languageSelect = h('select', {}, ...languages.map(one => h('option', { value: one }, languageNames[one])))
  languageSelect.value = draft.locale ?? language()
  const locale = labelledField(
    { name: 'locale', label: () => t('language'), help: () => t('languageHelp') },
    languageSelect,
  )

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
      locale: languageSelect.value as Language,
    }),
  }
}
