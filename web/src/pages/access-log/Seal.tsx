import { Alert, Button, Switch, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { mailWitness, verifyLog, witnessing } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'

/** The seal of the log's last entry, as it is mailed; and whether the log still carries what was mailed. */
export function Seal() {
  const mailed = useQuery(witnessing)
  return (
    <details className="log-seal">
      <summary>{t('seal')}</summary>
      <p className="log-dim">{t('sealNote')}</p>
      <QueryContent query={mailed} rows={2}>
        {({ weekly, mailedAt }) => (
          <>
            <Weekly weekly={weekly} />
            {mailedAt && (
              <p className="log-dim">{t('sealMailed', { date: `${dayOf(mailedAt)} ${clock(mailedAt)}` })}</p>
            )}
          </>
        )}
      </QueryContent>
      <Compare />
    </details>
  )
}

function Weekly({ weekly }: { weekly: boolean }) {
  const change = useMutation({
    mutationFn: mailWitness,
    onSuccess: (_, next) => toast(t(next ? 'sealOn' : 'sealOff')),
    onError: error => toastProblem(error),
  })
  return (
    <Switch
      label={t('sealWeekly')}
      checked={weekly}
      disabled={change.isPending}
      onChange={event => change.mutate(event.currentTarget.checked)}
    />
  )
}

function Compare() {
  const [text, setText] = useState('')
  const [none, setNone] = useState(false)
  const compare = useMutation({
    mutationFn: (witness: string) => verifyLog({ witness }),
    onError: error => toastProblem(error),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const witness = sealIn(text)
    setNone(witness === undefined)
    if (witness) compare.mutate(witness)
  }
  const found = compare.data?.witness
  return (
    <form onSubmit={submit}>
      <Textarea
        mt="sm"
        label={t('sealPaste')}
        description={t('sealHint')}
        value={text}
        error={none && t('sealNone')}
        onChange={event => setText(event.currentTarget.value)}
        rows={2}
      />
      <Button type="submit" variant="default" mt="xs" loading={compare.isPending}>
        {t('sealCompare')}
      </Button>
      {found && !none && (
        <Alert
          mt="sm"
          variant="light"
          color={found.matches ? 'teal' : 'red'}
          role={found.matches ? 'status' : 'alert'}
          title={t(found.matches ? 'sealMatches' : 'sealDiffers', { sequence: found.sequence })}
        >
          {!found.matches && t('brokenHelp')}
        </Alert>
      )}
    </form>
  )
}

/** The number and hash of an entry, wherever they stand in what was pasted. */
function sealIn(text: string): string | undefined {
  return /(?<!\d)[1-9]\d{0,10}\.[\w-]{43}(?![\w-])/.exec(text)?.[0]
}
