import { Anchor } from '@mantine/core'
import type { Clinic } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'

/** The clinic's telephone, one press away where the device can call. */
export function ClinicPhone({ clinic }: { clinic: Clinic | undefined }) {
  if (!clinic?.phone) return null
  return (
    <Anchor className="home-call" href={`tel:${clinic.phone.replace(/[^\d+]/g, '')}`}>
      {t('callClinic', { phone: clinic.phone })}
    </Anchor>
  )
}
