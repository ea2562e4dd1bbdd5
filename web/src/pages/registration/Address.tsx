import { SimpleGrid, Textarea } from '@mantine/core'
import { t } from '../../i18n/patients.ts'
import { Field, useForm } from './Fields.tsx'
import { fieldId } from './validation.ts'

/** An address; where the country is Indonesia with RT, RW, village and district. */
export function Address() {
  const { form, change, messages } = useForm()
  const { address } = form
  const set = (part: Partial<typeof address>) => change({ address: { ...address, ...part } })
  const indonesian = address.country.toUpperCase() === 'ID'
  const field = (key: Exclude<keyof typeof address, 'line' | 'country' | 'areaCode'>) => (
    <Field path={`address.${key}`} label={t(key)} value={address[key]} onChange={value => set({ [key]: value })} />
  )
  return (
    <>
      <Textarea
        id={fieldId('address.line')}
        label={t('line')}
        description={t('lineHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={1}
        maxRows={5}
        value={address.line}
        error={messages['address.line']}
        onChange={event => set({ line: event.currentTarget.value })}
      />
      {indonesian && (
        <SimpleGrid cols={{ base: 2, xs: 4 }} verticalSpacing="xs">
          {field('rt')}
          {field('rw')}
          {field('village')}
          {field('district')}
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        {field('city')}
        {field('state')}
        {field('postalCode')}
        <Field
          path="address.country"
          label={t('country')}
          description={t('countryHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={address.country}
          maxLength={2}
          onChange={country => set({ country: country.toUpperCase() })}
        />
      </SimpleGrid>
    </>
  )
}
