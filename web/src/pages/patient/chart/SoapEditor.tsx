import { Textarea } from '@mantine/core'
import { type Encounter, encounterOf, saveSoap } from '../../../api/charts.ts'
import { queries } from '../../../api/query-client.ts'
import { t } from '../../../i18n/chart.ts'
import { useAutosave } from './autosave.ts'
import { Conflict, SaveStatus } from './SaveStatus.tsx'
import { SignBar } from './SignBar.tsx'
import { type Soap, soapFields, soapOf } from './soap.ts'

/** The note of this visit: four fields that grow and save themselves, and the bar that signs them. */
export function SoapEditor({ encounter }: { encounter: Encounter }) {
  const { id } = encounter
  const note = useAutosave<Soap>({
    name: `soap-${id}`,
    stored: soapOf(encounter),
    save: async (version, patch) => soapOf(await saveSoap(id, version, patch)),
    reread: async () => soapOf(await queries.fetchQuery({ ...encounterOf(id), staleTime: 0 })),
  })
  return (
    <div className="soap">
      {soapFields.map(field => (
        <Textarea
          key={field}
          label={
            <>
              <b className="soap-letter" aria-hidden>
                {t(field).slice(0, 1)}
              </b>{' '}
              {t(field)}
            </>
          }
          placeholder={t(`${field}Hint`)}
          autosize
          minRows={2}
          maxLength={20_000}
          value={note.texts[field]}
          onChange={event => note.set(field, event.currentTarget.value)}
          onBlur={() => void note.flush()}
        />
      ))}
      <Conflict state={note.state} decide={note.decide} />
      <SignBar
        encounter={encounter}
        texts={note.texts}
        saved={<SaveStatus state={note.state} />}
        flush={note.flush}
        version={note.version}
      />
    </div>
  )
}
