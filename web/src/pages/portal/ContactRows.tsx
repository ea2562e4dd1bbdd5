import { Button, Checkbox, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { t } from '../../i18n/portal.ts'
import type { FieldMessages } from '../../parts/form.ts'
import type { ContactForm } from './contactForm.ts'

type Row = ContactForm['contacts'][number]

interface Props {
  rows: Row[]
  messages: FieldMessages
  change: (rows: Row[]) => void
}

/** The people whom the clinic may call. */
export function ContactRows({ rows, messages, change }: Props) {
  const set = (at: number, part: Partial<Row>) => change(rows.map((row, i) => (i === at ? { ...row, ...part } : row)))
  return (
    <>
      {rows.map((row, i) => (
        <fieldset className="home-contact" key={`contact-${String(i)}`}>
          <legend>{row.name || t('contactNew')}</legend>
          {(['name', 'relation', 'phone'] as const).map(key => (
            <TextInput
              key={key}
              id={`profile-contacts.${i}.${key}`}
              label={t(key === 'name' ? 'contactName' : key)}
              type={key === 'phone' ? 'tel' : 'text'}
              placeholder={key === 'relation' ? t('relationExample') : ''}
              value={row[key]}
              error={messages[`contacts.${i}.${key}`]}
              onChange={event => set(i, { [key]: event.currentTarget.value })}
            />
          ))}
          <Checkbox
            label={t('emergency')}
            checked={row.emergency}
            onChange={event => set(i, { emergency: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('guardian')}
            checked={row.guardian}
            onChange={event => set(i, { guardian: event.currentTarget.checked })}
          />
          <Button
            variant="subtle"
            color="gray"
            aria-label={t('removeContact', { name: row.name || t('contactNew') })}
            onClick={() => change(rows.filter((_, at) => at !== i))}
          >
            {t('remove')}
          </Button>
        </fieldset>
      ))}
      {rows.length < 10 && (
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            change([...rows, { name: '', relation: '', phone: '', emergency: rows.length === 0, guardian: false }])
          }
        >
          {t('addContact')}
        </Button>
      )}
    </>
  )
}
