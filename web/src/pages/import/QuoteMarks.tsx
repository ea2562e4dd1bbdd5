import { Alert, Button } from '@mantine/core'
import { t } from '../../i18n/import.ts'
import type { ReadFile } from './sheet/read-file.ts'

/** Lines that are named. */
const shown = 10

/** Quotation marks with which something is wrong: each with its line, and what may be done. Nothing is imported before. */
export function QuoteMarks(props: {
  problems: ReadFile['problems']
  onRead: (marks: 'rules' | 'plain') => void
  onOther: () => void
}) {
  const { problems, onRead, onOther } = props
  const mayBeRight = problems.every(({ kind }) => kind !== 'unclosed')
  return (
    <Alert color="red" variant="light" role="alert" title={t('marks', { count: problems.length })} mb="md">
      <ul className="import-marks">
        {problems.slice(0, shown).map(({ line, kind, text }) => (
          <li key={line}>
            <b>{t('line', { line })}</b> {t(`marks_${kind}`)} <code>{text}</code>
          </li>
        ))}
      </ul>
      {problems.length > shown && <p>{t('marksMore', { count: problems.length - shown })}</p>}
      <p>{t('marksHelp')}</p>
      <div className="import-bar">
        <Button onClick={() => onRead('plain')}>{t('marksPlain')}</Button>
        {mayBeRight && (
          <Button variant="default" onClick={() => onRead('rules')}>
            {t('marksRight')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onOther}>
          {t('otherFile')}
        </Button>
      </div>
    </Alert>
  )
}
