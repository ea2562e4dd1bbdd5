import { Radio } from '@mantine/core'
import { useState } from 'react'
import { type Invitation, invite } from '../../api/members.ts'
import type { Patient } from '../../api/patients.ts'
import { t } from '../../i18n/members.ts'
import { useFormSubmit } from '../../parts/form.ts'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast } from '../../parts/toast.tsx'
import { emptyInvitation, InviteForm, inputOf, inviteFields, inviteRefusals } from '../members/InviteForm.tsx'

const relations = ['self', 'guardian', 'carer'] as const
type Relation = (typeof relations)[number]

/** What the record already says of the person: the patient's own name and address, or the guardian's name. */
function recordedContact({ name, email, contacts }: Patient, relation: Relation): { name: string; email: string } {
  if (relation === 'self') return { name: name.text, email: email ?? '' }
  const one = relation === 'guardian' ? contacts.find(contact => contact.guardian) : undefined
  return { name: one?.name ?? '', email: '' }
}

interface Props {
  patient: Patient
  close: () => void
  /** Called where there is a code to print. */
  onPrint: (invitation: Invitation) => void
}

/** Invite the patient, a guardian or a carer to this record. */
export default function InvitePatient({ patient, close, onPrint }: Props) {
  const isGuardian = patient.contacts.some(one => one.guardian)
  const [relation, setRelation] = useState<Relation>(isGuardian ? 'guardian' : 'self')
  const [form, setForm] = useState(() => ({
    ...emptyInvitation(),
    ...recordedContact(patient, relation),
    locale: localeOf(patient),
  }))
  const save = useFormSubmit(inviteFields, inviteRefusals())
  const choose = (next: Relation) => {
    const before = recordedContact(patient, relation)
    const recorded = recordedContact(patient, next)
    setRelation(next)
    // What was typed stays; what came from the record is replaced by what it says of the other person.
    setForm(now => ({
      ...now,
      name: now.name === before.name || !now.name.trim() ? recorded.name : now.name,
      email: now.email === before.email || !now.email.trim() ? recorded.email : now.email,
    }))
  }
  const submit = async () => {
    let invited: Invitation | undefined
    const done = await save.run(async () => {
      const { input, messages } = inputOf(form)
      if (!input) return messages
      invited = await invite({ ...input, roles: ['patient'], patientId: patient.id, relation })
      return null
    })
    if (!done || !invited) return
    if (invited.code) return onPrint(invited)
    toast(t('sent', { email: invited.email ?? '' }))
    close()
  }
  return (
    <SideDrawer title={t('inviteTo')} close={close}>
      <InviteForm
        form={form}
        set={part => setForm(before => ({ ...before, ...part }))}
        save={save}
        submit={submit}
        labels={{}}
        close={close}
        aboveName={
          <Radio.Group
            label={t('who')}
            value={relation}
            onChange={value => choose(relations.find(one => one === value) ?? 'self')}
          >
            {relations.map(one => (
              <Radio key={one} value={one} label={t(one)} description={t(`${one}Help`)} mt={8} />
            ))}
          </Radio.Group>
        }
      />
    </SideDrawer>
  )
}

function localeOf({ language }: Patient): 'en' | 'id' {
  return language === 'id' || language === 'en' ? language : emptyInvitation().locale
}
