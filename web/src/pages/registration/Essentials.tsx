import { Checkbox, Radio, SimpleGrid } from '@mantine/core'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/patients.ts'
import { DateField } from '../../parts/DateField.tsx'
import { ageInWords } from '../../parts/person.ts'
import { Field, useForm } from './Fields.tsx'
import { fieldId } from './validation.ts'

const sexes = ['female', 'male', 'other', 'unknown'] as const

function ageLine(birthDate: string): string | null {
  return /^\d{4}(-\d{2}){0,2}$/.test(birthDate) ? ageInWords(birthDate) : null
}

/** What is asked of everybody. */
export function Essentials() {
  const { form, change, messages } = useForm()
  const { name } = form
  const setName = (part: Partial<typeof name>) => change({ name: { ...name, ...part } })
  const old = form.birthUnknown || form.deceased ? null : ageLine(form.birthDate)
  return (
    <div className="form-essentials">
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <Field
          path="name.given"
          label={form.mononym ? t('onlyName') : t('given')}
          value={name.given}
          onChange={given => setName({ given })}
          data-autofocus
        />
        {!form.mononym && (
          <Field path="name.family" label={t('family')} value={name.family} onChange={family => setName({ family })} />
        )}
      </SimpleGrid>
      <Checkbox
        label={t('mononym')}
        checked={form.mononym}
        onChange={event => change({ mononym: event.currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <div>
          <DateField
            id={fieldId('birthDate')}
            label={t('birthDate')}
            partial
            value={form.birthUnknown ? '' : form.birthDate}
            disabled={form.birthUnknown}
            error={messages.birthDate}
            onChange={birthDate => change({ birthDate })}
          />
          {old && <div className="form-aside">{old}</div>}
        </div>
        <Checkbox
          mt={{ base: 0, xs: 26 }}
          label={t('birthUnknown')}
          description={t('birthPartial')}
          checked={form.birthUnknown}
          onChange={event => change({ birthUnknown: event.currentTarget.checked })}
        />
      </SimpleGrid>
      <Radio.Group
        id={fieldId('sex')}
        label={t('sexLabel')}
        tabIndex={-1}
        value={form.sex}
        error={messages.sex}
        onChange={value => change({ sex: sexes.find(sex => sex === value) ?? '' })}
      >
        <div className="form-radios">
          {sexes.map(sex => (
            <Radio key={sex} value={sex} label={common(sex)} />
          ))}
        </div>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <Field path="phone" type="tel" label={t('phone')} value={form.phone} onChange={phone => change({ phone })} />
        <Field path="email" type="email" label={t('email')} value={form.email} onChange={email => change({ email })} />
      </SimpleGrid>
    </div>
  )
}
