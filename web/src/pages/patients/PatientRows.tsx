import { Link } from 'wouter'
import type { PatientListItem } from '../../api/patients.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/patients.ts'
import { plainDate } from '../../i18n/time.ts'
import { PersonBadges } from '../../parts/PersonBadges.tsx'
import { ageShort } from '../../parts/person.ts'

/** A table on a wide screen, cards on a phone. Identifiers come masked from the server. */
export function PatientRows({ people }: { people: PatientListItem[] }) {
  return (
    <table className="patients-table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('recordNumber')}</th>
          <th scope="col">{t('birth')}</th>
          <th scope="col">{t('sex')}</th>
          <th scope="col">{t('phone')}</th>
          <th scope="col">{t('city')}</th>
          <th scope="col">{t('identifiers')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(patient => (
          <Row key={patient.id} patient={patient} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ patient }: { patient: PatientListItem }) {
  const {
    id,
    name,
    recordNumber,
    birthDate,
    sex,
    phone,
    city,
    identifiers,
    deceased,
    archived,
    unverified,
    mergedInto,
  } = patient
  return (
    <tr>
      <th scope="row">
        <Link href={`/patients/${id}`} data-row className="patients-name">
          {name.text}
        </Link>
        {name.preferred && <span className="patients-preferred"> “{name.preferred}”</span>}{' '}
        <PersonBadges
          deceased={deceased}
          archived={archived}
          merged={mergedInto !== undefined}
          unverified={unverified}
        />
      </th>
      <td>{recordNumber}</td>
      <td>
        {birthDate ? (
          <>
            {plainDate(birthDate)}
            {!deceased && <span className="patients-age"> · {ageShort(birthDate)}</span>}
          </>
        ) : (
          <span className="patients-age">{t('birthUnknownShort')}</span>
        )}
      </td>
      <td>{common(sex)}</td>
      <td>{phone}</td>
      <td>{city}</td>
      <td className="patients-ids">
        {identifiers.slice(0, 2).map(({ type, value }) => (
          <span key={`${type} ${value}`}>
            {t(`id_${type}`)} {value.replace(/^\*+/, '…')}
          </span>
        ))}
      </td>
    </tr>
  )
}
