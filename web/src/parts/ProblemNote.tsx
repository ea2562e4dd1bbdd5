import { Alert, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Problem } from '../api/problem.ts'
import { t } from '../i18n/common.ts'
import { problemText } from '../i18n/problems.ts'

/** What the server refused and no field can say. Takes focus, because it comes after a submit. */
export function ProblemNote({ problem }: { problem: Problem | null }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.focus()
  }, [problem])
  if (!problem) return null
  return (
    <Alert ref={box} tabIndex={-1} color="red" variant="light" role="alert" title={problemText(problem)}>
      {problem.requestId && <Text size="xs">{t('requestId', { id: problem.requestId })}</Text>}
    </Alert>
  )
}
