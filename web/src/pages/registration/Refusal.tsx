import { Alert, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/patients.ts'
import { problemText } from '../../i18n/problems.ts'

/** What the server refused, with the way out where there is one. Takes focus, because it comes after a submit. */
export function Refusal({ problem }: { problem: Problem | null }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.focus()
  }, [problem])
  if (!problem) return null
  const existing = problem.details('identifier_taken')
  return (
    <Alert ref={box} tabIndex={-1} color="red" variant="light" mb="md" role="alert" title={problemText(problem)}>
      {existing && (
        <Text>
          <Link href={`/patients/${existing.patientId}`} className="refusal-link">
            {t('openOther')}
          </Link>
        </Text>
      )}
      {problem.status >= 500 && problem.requestId && (
        <Text size="xs">{common('requestId', { id: problem.requestId })}</Text>
      )}
    </Alert>
  )
}
