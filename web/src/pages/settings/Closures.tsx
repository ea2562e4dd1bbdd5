import { Button, Switch, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addClosure, type Closure, closuresOf, removeClosure } from '../../api/settings.ts'
import { t } from '../../i18n/settings.ts'
import { addDays, today } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { toastProblem, undoable } from '../../parts/toast.tsx'
import { ClosureForm } from './ClosureForm.tsx'
import { closureText } from './closure.ts'

/** When the clinic is closed: what is ahead, and on request what was in the last two years. */
export function Closures() {
  const [pastShown, setPastShown] = useState(false)
  const [adding, setAdding] = useState(false)
  const closures = useInfiniteQuery({
    ...closuresOf(pastShown ? addDays(today(), -731) : today()),
    placeholderData: before => before,
  })
  useShortcuts([{ keys: 'n', label: t('addClosure'), run: () => setAdding(true) }])
  const items = closures.data?.pages.flatMap(page => page.items)
  const close = () => {
    setAdding(false)
    setTimeout(() => document.getElementById('settings-add')?.focus())
  }
  return (
    <>
      <div className="settings-bar">
        <Button id="settings-add" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t('addClosure')}
        </Button>
        <Switch
          label={t('showPast')}
          checked={pastShown}
          onChange={event => setPastShown(event.currentTarget.checked)}
        />
      </div>
      <Text c="dimmed">{t('closuresHelp')}</Text>
      {adding && <ClosureForm close={close} />}
      {items === undefined ? (
        closures.isError ? (
          <FailedState error={closures.error} retry={() => closures.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('noClosures')}>{t('noClosuresHelp')}</EmptyState>
      ) : (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('reason')}</th>
              <th scope="col">
                <span className="only-spoken">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(closure => (
              <Row key={closure.id} closure={closure} />
            ))}
          </tbody>
        </table>
      )}
      {closures.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={closures.isFetchingNextPage}
          onClick={() => closures.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Row({ closure }: { closure: Closure }) {
  const [removing, setRemoving] = useState(false)
  const { startsAt, endsAt, reason } = closure
  const name = `${closureText(closure)}, ${reason}`
  const remove = async () => {
    setRemoving(true)
    try {
      await removeClosure(closure)
      undoable(t('closureRemoved', { name }), () => addClosure({ startsAt, endsAt, reason }, crypto.randomUUID()))
    } catch (error) {
      toastProblem(error)
      setRemoving(false)
    }
  }
  return (
    <tr>
      <th scope="row">
        {closureText(closure)}
        {Date.parse(endsAt) <= Date.now() && <Text component="span" c="dimmed">{` (${t('past')})`}</Text>}
      </th>
      <td data-name={t('reason')}>{reason}</td>
      <td className="settings-actions">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={removing}
          aria-label={t('removeOf', { name })}
          onClick={remove}
        >
          {t('remove')}
        </Button>
      </td>
    </tr>
  )
}
