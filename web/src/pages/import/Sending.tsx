import { Alert, Button, Progress, Text } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import { importBatch } from '../../api/patients.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/import.ts'
import { problemText } from '../../i18n/problems.ts'
import { nextBatch, type Run, verdictCounts, withVerdicts } from './import-run.ts'
import { cellProblems, patientOfRow } from './row-input.ts'

interface Step {
  run: Run
  set: (run: Run) => Promise<void>
  latest: RefObject<Run | null>
}

/** Seconds to wait after a batch that did not get through; then it is sent again, which adds nobody twice. */
const retryDelays = [2, 5, 10, 20, 30]

/** What cannot be sent is refused here, with the same words the server would use. */
function rejectUnreadable(run: Run): Run {
  const verdicts = { ...run.verdicts }
  run.rows.forEach((cells, i) => {
    if (verdicts[i]) return
    const messages = cellProblems(cells, run)
    if (messages.length > 0) {
      verdicts[i] = { row: i, verdict: 'rejected', fields: messages.map(({ path, rule }) => ({ path, rule })) }
    }
  })
  return { ...run, verdicts }
}

/** The fourth step: batch after batch until every row has its verdict. Goes on by itself after a reload or a lost connection. */
export function Sending({ run, set, latest }: Step) {
  const [paused, setPaused] = useState(false)
  const [sendProblem, setSendProblem] = useState<Problem | null>(null)
  useEffect(() => {
    if (paused) return
    let unmounted = false
    let failures = 0
    const wait = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000))
    const sendBatches = async () => {
      const start = latest.current
      if (start) await set(rejectUnreadable(start))
      while (!unmounted) {
        const now = latest.current
        if (!now) return
        const batch = nextBatch(now)
        if (batch.length === 0) {
          void queries.invalidateQueries({ queryKey: ['patients'] })
          await set({ ...now, step: 'done' })
          return
        }
        try {
          const rows = batch.map(i => patientOfRow(now.rows[i] ?? [], now))
          const { items } = await importBatch({ importId: now.importId, source: now.source, rows })
          failures = 0
          setSendProblem(null)
          if (!unmounted) await set(withVerdicts(latest.current ?? now, batch, items))
        } catch (error) {
          const problem = asProblem(error)
          setSendProblem(problem)
          // A refusal is final and stops the import; a request without response is repeated.
          if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) return setPaused(true)
          await wait(retryDelays[Math.min(failures, retryDelays.length - 1)] ?? 30)
          failures += 1
        }
      }
    }
    void sendBatches()
    return () => {
      unmounted = true
    }
  }, [paused, set, latest])

  const counts = verdictCounts(run)
  const done = run.rows.length - counts.unsent
  return (
    <div className="import-sending">
      <Text fw={600} role="status">
        {t('progress', { done, total: run.rows.length })}
      </Text>
      <Progress
        my="sm"
        size="lg"
        value={(done / run.rows.length) * 100}
        aria-label={t('progress', { done, total: run.rows.length })}
      />
      <Text c="dimmed">{t('counts', { created: counts.created, known: counts.known, rejected: counts.rejected })}</Text>
      {sendProblem && (
        <Alert
          color="yellow"
          variant="light"
          styles={{ title: { color: 'var(--warn)' } }}
          my="md"
          role="alert"
          title={problemText(sendProblem)}
        >
          {!paused && t('tryingAgain')}
          {sendProblem.requestId && <Text size="xs">{common('requestId', { id: sendProblem.requestId })}</Text>}
        </Alert>
      )}
      <div className="import-foot">
        <Button variant="default" onClick={() => setPaused(!paused)}>
          {paused ? t('goOn') : t('pause')}
        </Button>
        <Text c="dimmed">{t('mayLeave')}</Text>
      </div>
    </div>
  )
}
