import { ActionIcon, Button, Menu, Title } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type Patient, setArchived } from '../../api/patients.ts'
import { t as common } from '../../i18n/common.ts'
import { t as merging } from '../../i18n/merging.ts'
import { t } from '../../i18n/patients.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { plainDate } from '../../i18n/time.ts'
import { PersonBadges } from '../../parts/PersonBadges.tsx'
import { ageInWords } from '../../parts/person.ts'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { toastProblem, undoable } from '../../parts/toast.tsx'
import { useMay, useMembership } from '../../session/session.ts'
import { RestrictDialog } from './restriction/RestrictDialog.tsx'

/** Who this is, always in sight: nobody writes into the wrong chart. */
export function PatientHead({ patient }: { patient: Patient }) {
  const { name, recordNumber, birthDate, sex, phone, contacts, deceased, archived, unverified, mergedInto } = patient
  const { clinicName } = useMembership()
  const may = useMay()
  const [, navigate] = useLocation()
  const guardians = contacts.filter(contact => contact.guardian)
  const book = `/day?open=book&patient=${patient.id}`
  const merged = mergedInto !== undefined
  const mayBook = may('appointment.book') && !deceased && !archived && !merged
  const mayEdit = may('patient.change') === 'all' && !merged
  useEffect(() => {
    document.title = `${name.text} · ${clinicName}`
  }, [name.text, clinicName])
  useShortcuts([
    ...(mayBook ? [{ keys: 'n', label: t('book'), run: () => navigate(book) }] : []),
    ...(mayEdit ? [{ keys: 'e', label: t('edit'), run: () => navigate(`/patients/${patient.id}/edit`) }] : []),
  ])
  return (
    <header className="patient-head">
      <div className="patient-who">
        <Title order={1} fz={20} lh={1.3}>
          {name.text}
          {name.preferred && <span className="patient-preferred"> “{name.preferred}”</span>}
        </Title>
        <PersonBadges deceased={deceased} archived={archived} merged={merged} unverified={unverified} />
        <ul>
          <li>{common(sex)}</li>
          {birthDate && (
            <li>
              {!deceased && `${ageInWords(birthDate)}, `}
              {plainDate(birthDate)}
            </li>
          )}
          <li>
            {t('recordNumber')} <b>{recordNumber}</b>
          </li>
          {phone && (
            <li>
              <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
            </li>
          )}
          {guardians.length > 0 && (
            <li>
              {t('guardianIs', {
                who: guardians.map(one => [one.name, one.phone].filter(Boolean).join(' ')).join(', '),
              })}
            </li>
          )}
        </ul>
      </div>
      <div className="patient-actions no-print">
        {mayBook && (
          <Button component={Link} href={book} leftSection={<IconCalendarPlus size={16} aria-hidden />}>
            {t('book')}
          </Button>
        )}
        {mayEdit && (
          <Button
            component={Link}
            href={`/patients/${patient.id}/edit`}
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            {t('edit')}
          </Button>
        )}
        {(may('patient.archive') || may('restriction.set')) && !merged && <PatientMenu patient={patient} />}
      </div>
    </header>
  )
}

function PatientMenu({ patient }: { patient: Patient }) {
  const may = useMay()
  const [restricting, setRestricting] = useState(false)
  const setArchivedAndTell = async (of: Patient, archived: boolean) => {
    try {
      const done = await setArchived(of, archived)
      const words = { name: done.name.text }
      undoable(archived ? t('archivedDone', words) : t('restoredDone', words), () => setArchived(done, !archived))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('moreActions')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may('patient.merge') && (
            <Menu.Item
              component={Link}
              href={`/patients/${patient.id}/merge`}
              leftSection={<IconMerge size={16} aria-hidden />}
            >
              {merging('merge')}
            </Menu.Item>
          )}
          {may('restriction.set') && (
            <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => setRestricting(true)}>
              {restriction('menu')}
            </Menu.Item>
          )}
          {may('patient.archive') && (
            <Menu.Item
              leftSection={<IconArchive size={16} aria-hidden />}
              onClick={() => void setArchivedAndTell(patient, !patient.archived)}
            >
              {patient.archived ? t('restore') : t('archive')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RestrictDialog patient={patient} opened={restricting} onClose={() => setRestricting(false)} />
    </>
  )
}
