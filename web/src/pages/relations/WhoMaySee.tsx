import { useQuery } from '@tanstack/react-query'
import { type Relation, relationsOf } from '../../api/relations.ts'
import { t } from '../../i18n/relations.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { useMay } from '../../session/session.ts'
import { RelationActions } from './RelationActions.tsx'
import { RelationRow } from './RelationRow.tsx'

/** Who may see a patient, and who might no longer; in the chart for the clinic, in the portal for the patient. */
export function WhoMaySee({ patientId }: { patientId: string }) {
  const relations = useQuery(relationsOf(patientId))
  return (
    <section aria-labelledby="who-may-see">
      <h2 id="who-may-see" className="patient-h">
        {t('whoMaySee')}
      </h2>
      <QueryContent query={relations} rows={2}>
        {items => <Relations items={items} />}
      </QueryContent>
    </section>
  )
}

function Relations({ items }: { items: Relation[] }) {
  const reach = useMay()('relation.end')
  const inForce = items.filter(one => one.status !== 'ended')
  const ended = items.filter(one => one.status === 'ended')
  const decides = inForce.some(one => one.mine && one.status === 'active' && one.relation !== 'carer')
  const mayEnd = (one: Relation) => reach === 'all' || (reach === 'own' && (one.mine || decides))
  return (
    <>
      {inForce.length === 0 ? (
        <p className="relations-dim">{t('nobody')}</p>
      ) : (
        <>
          {inForce.some(mayEnd) && <p className="relations-dim">{t('whoMaySeeHelp')}</p>}
          <ul className="relations-rows">
            {inForce.map(one => (
              <RelationRow key={one.id} relation={one}>
                <RelationActions relation={one} mayEnd={mayEnd(one)} />
              </RelationRow>
            ))}
          </ul>
        </>
      )}
      {ended.length > 0 && (
        <details>
          <summary>{t('showEnded', { count: ended.length })}</summary>
          <ul className="relations-rows">
            {ended.map(one => (
              <RelationRow key={one.id} relation={one} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
