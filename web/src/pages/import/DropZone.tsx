import '@mantine/dropzone/styles.layer.css'
import { Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFileSpreadsheet.mjs'
import { t } from '../../i18n/import.ts'

/** A place to drop a file, or to choose one by mouse or key. In a chunk of its own: it is used once. */
export default function DropZone(props: { reading: boolean; onFile: (file: File) => void; onReject: () => void }) {
  return (
    <Dropzone
      onDrop={([file]) => file && props.onFile(file)}
      onReject={props.onReject}
      maxSize={30 * 1024 ** 2}
      multiple={false}
      loading={props.reading}
      accept={{
        'text/csv': ['.csv', '.tsv', '.txt'],
        'text/plain': ['.csv', '.tsv', '.txt'],
        'application/vnd.ms-excel': ['.csv'],
      }}
      inputProps={{ 'aria-label': t('chooseFile') }}
    >
      <div className="import-drop">
        <IconFile size={36} stroke={1.3} aria-hidden />
        <Text fw={600}>{t('chooseFile')}</Text>
        <Text c="dimmed">{t('chooseHelp')}</Text>
      </div>
    </Dropzone>
  )
}
