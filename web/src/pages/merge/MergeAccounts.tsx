import '../relations/relations.css'
import { useQuery } from '@tanstack/react-query'
import type { Patient } from '../../api/patients.ts'
import { mergePreview } from '../../api/relations.ts'
import { t } from '../../i18n/relations.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { IdentityDocument } from '../relations/IdentityDocument.tsx'
import { RelationRow } from '../relations/RelationRow.tsx'

/** Who sees either record online, and what a merge does to each of them. */
export function MergeAccounts({ duplicate, primary }: { duplicate: Patient; primary: Patient }) {
  const preview = useQuery(mergePreview(duplicate, primary.id))
  return (
    <section aria-labelledby="merge-accounts">
      <h2 id="merge-accounts" className="merge-h">
        {t('accounts')}
      </h2>
      <QueryContent query={preview} rows={2}>
        {items =>
          items.length === 0 ? (
            <p>{t('noAccounts')}</p>
          ) : (
            <>
              <p className="merge-dim">{t('accountsHelp')}</p>
              <ul className="relations-rows">
                {items.map(one => (
                  <RelationRow key={one.id} relation={one}>
                    <span>
                      {t(one.patientId === duplicate.id ? 'ofDuplicate' : 'ofKept')}:{' '}
                      <strong className={one.afterMerge === 'ends' ? 'relations-warn' : undefined}>
                        {t(`after_${one.afterMerge}`)}
                      </strong>
                    </span>
                  </RelationRow>
                ))}
              </ul>
              {items.some(one => one.afterMerge === 'ends') && (
                <>
                  <p className="merge-dim">{t('proveFirst')}</p>
                  {[duplicate, primary]
                    .filter(side => items.some(one => one.patientId === side.id && one.afterMerge === 'ends'))
                    .map(side => (
                      <IdentityDocument key={side.id} patient={side} of={side.name.text} />
                    ))}
                </>
              )}
            </>
          )
        }
      </QueryContent>
    </section>
  )
}
