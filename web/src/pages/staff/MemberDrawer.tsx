import { Button, Checkbox, Drawer, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { asProblem } from '../../api/problem.ts'
import { addStaff, changeStaff, type StaffMember } from '../../api/staff.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/staff.ts'
import { DateField } from '../../parts/DateField.tsx'
import { ErrorSummary, type FieldError } from '../../parts/ErrorSummary.tsx'
import { toast } from '../../parts/toast.tsx'

const professions = ['doctor', 'dentist', 'midwife', 'nurse', 'therapist', 'admin', 'other'] as const

interface Licence {
  type: string
  number: string
  issuer: string
  validTo: string
}

function formOf(member: StaffMember | undefined) {
  return {
    name: member?.name ?? '',
    title: member?.title ?? '',
    profession: member?.profession ?? ('doctor' as StaffMember['profession']),
    specialties: member?.specialties ?? [],
    languages: member?.languages ?? [],
    bookable: member?.bookable ?? true,
    licences: (member?.licences ?? []).map(
      ({ type, number, issuer = '', validTo = '' }): Licence => ({ type, number, issuer, validTo }),
    ),
  }
}

/** Add somebody who works here, or change who does. */
export default function MemberDrawer({ member, close }: { member?: StaffMember; close: () => void }) {
  const [, navigate] = useLocation()
  const [form, setForm] = useState(() => formOf(member))
  const [key] = useState(() => crypto.randomUUID())
  const [errors, setErrors] = useState<FieldError[]>([])
  const [attempt, setAttempt] = useState(0)
  const [saving, setSaving] = useState(false)
  const set = (part: Partial<typeof form>) => setForm(before => ({ ...before, ...part }))
  const setLicence = (at: number, part: Partial<Licence>) =>
    set({ licences: form.licences.map((one, i) => (i === at ? { ...one, ...part } : one)) })

  const save = async () => {
    const licences = form.licences
      .filter(one => one.type.trim() || one.number.trim())
      .map(({ type, number, issuer, validTo }) => ({
        type,
        number,
        ...(issuer.trim() ? { issuer } : {}),
        ...(validTo ? { validTo } : {}),
      }))
    const fieldErrors: FieldError[] = [
      ...(form.name.trim() ? [] : [{ field: 'm-name', text: t('nameNeeded') }]),
      ...licences.flatMap((one, i) =>
        one.type && one.number ? [] : [{ field: `m-type-${i}`, text: t('licenceNeeds') }],
      ),
      ...licences.flatMap((one, i) =>
        one.validTo && !/^\d{4}-\d{2}-\d{2}$/.test(one.validTo) ? [{ field: `m-to-${i}`, text: t('dateNeeded') }] : [],
      ),
    ]
    setErrors(fieldErrors)
    setAttempt(before => before + 1)
    if (fieldErrors.length > 0) return
    setSaving(true)
    const { title, ...rest } = { ...form, licences }
    try {
      if (member) {
        await changeStaff(member, { ...rest, title: title.trim() || null })
        toast(t('saved'))
      } else {
        const added = await addStaff({ ...rest, ...(title.trim() ? { title } : {}) }, key)
        toast(t('added', { name: added.name }))
        navigate(`/staff/${added.id}`)
      }
      close()
    } catch (error) {
      setErrors([{ text: problemText(asProblem(error)) }])
    } finally {
      setSaving(false)
    }
  }

  return (
    <Drawer opened onClose={close} title={member ? t('change') : t('add')}>
      <form
        className="member-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <ErrorSummary errors={errors} attempt={attempt} />
        <TextInput
          id="m-name"
          label={t('name')}
          value={form.name}
          maxLength={250}
          data-autofocus
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('title')}
          description={t('titleHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.title}
          maxLength={60}
          onChange={event => set({ title: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('profession')}
          value={form.profession}
          data={professions.map(one => ({ value: one, label: t(one) }))}
          onChange={event =>
            set({ profession: professions.find(one => one === event.currentTarget.value) ?? form.profession })
          }
        />
        <TagsInput
          label={t('specialties')}
          description={t('tagsHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.specialties}
          maxTags={20}
          onChange={specialties => set({ specialties })}
        />
        <TagsInput
          label={t('languages')}
          description={t('tagsHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.languages}
          maxTags={20}
          onChange={languages => set({ languages })}
        />
        <Checkbox
          label={t('bookable')}
          checked={form.bookable}
          onChange={event => set({ bookable: event.currentTarget.checked })}
        />
        <fieldset className="member-licences">
          <legend>{t('licences')}</legend>
          {form.licences.map((licence, i) => (
            <div key={`licence-${String(i)}`} className="member-licence">
              <TextInput
                id={`m-type-${i}`}
                label={t('licenceType')}
                placeholder={t('licenceExample')}
                value={licence.type}
                maxLength={60}
                onChange={event => setLicence(i, { type: event.currentTarget.value })}
              />
              <TextInput
                label={t('licenceNumber')}
                value={licence.number}
                maxLength={64}
                onChange={event => setLicence(i, { number: event.currentTarget.value })}
              />
              <DateField
                id={`m-to-${i}`}
                label={t('licenceTo')}
                value={licence.validTo}
                onChange={validTo => setLicence(i, { validTo })}
              />
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                onClick={() => set({ licences: form.licences.filter((_, at) => at !== i) })}
              >
                {t('remove')}
              </Button>
            </div>
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => set({ licences: [...form.licences, { type: '', number: '', issuer: '', validTo: '' }] })}
          >
            {t('addLicence')}
          </Button>
        </fieldset>
        <Button type="submit" loading={saving}>
          {member ? t('save') : t('add')}
        </Button>
      </form>
    </Drawer>
  )
}
