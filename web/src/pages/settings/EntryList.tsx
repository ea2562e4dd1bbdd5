import { Button, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Entry, listOf } from '../../api/settings.ts'
import { t } from '../../i18n/settings.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { EntryForm } from './EntryForm.tsx'
import type { EntryFormState, ListConfig } from './list-config.ts'
import { RemoveEntry } from './RemoveEntry.tsx'

/** A list of the settings: a table whose rows are edited in place, and a row to add at its top. */
export function EntryList<T extends Entry, F extends EntryFormState>({ list }: { list: ListConfig<T, F> }) {
  const entries = useInfiniteQuery(listOf<T>(list.path))
  const [open, setOpen] = useState<string | null>(null)
  const [q, setQ] = useState('')
  const add = () => setOpen('new')
  useShortcuts([{ keys: 'n', label: list.words.add, run: add }])
  const items = entries.data?.pages.flatMap(page => page.items)
  if (items === undefined) {
    return entries.isError ? (
      <FailedState error={entries.error} retry={() => entries.refetch()} />
    ) : (
      <LoadingState rows={8} />
    )
  }
  const needle = q.trim().toLocaleLowerCase()
  const shown = items.filter(item => !needle || list.search?.(item).toLocaleLowerCase().includes(needle))
  const close = () => {
    const row = open
    setOpen(null)
    // Focus goes back to where the form was opened.
    setTimeout(() => document.getElementById(row === 'new' ? 'settings-add' : `edit-${row}`)?.focus())
  }
  return (
    <>
      <div className="settings-bar">
        {list.search && items.length > 8 && (
          <TextInput
            type="search"
            aria-label={t('filter')}
            placeholder={t('filter')}
            value={q}
            onChange={event => setQ(event.currentTarget.value)}
          />
        )}
        <Button id="settings-add" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {list.words.add}
        </Button>
      </div>
      {open === 'new' && <EntryForm list={list} close={close} />}
      {items.length === 0 && open !== 'new' && <EmptyState title={list.words.empty}>{list.words.emptyHelp}</EmptyState>}
      {items.length > 0 && shown.length === 0 && <EmptyState title={t('noneMatch', { q: q.trim() })} />}
      {shown.length > 0 && <Table list={list} items={shown} open={open} edit={setOpen} close={close} />}
      {entries.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={entries.isFetchingNextPage}
          onClick={() => entries.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

interface TableProps<T extends Entry, F extends EntryFormState> {
  list: ListConfig<T, F>
  items: T[]
  open: string | null
  edit: (id: string) => void
  close: () => void
}

function Table<T extends Entry, F extends EntryFormState>({ list, items, open, edit, close }: TableProps<T, F>) {
  return (
    <table className="settings-table">
      <thead>
        <tr>
          {list.columns.map(({ name, numeric }) => (
            <th key={name} scope="col" data-numeric={numeric}>
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="only-spoken">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(item =>
          item.id === open ? (
            <tr key={item.id} className="settings-open">
              <td colSpan={list.columns.length + 1}>
                <EntryForm list={list} item={item} close={close} />
              </td>
            </tr>
          ) : (
            <tr key={item.id}>
              {list.columns.map(({ name, cell, numeric }, i) =>
                i === 0 ? (
                  <th key={name} scope="row">
                    {cell(item)}
                  </th>
                ) : (
                  <td key={name} data-name={name} data-numeric={numeric}>
                    {cell(item)}
                  </td>
                ),
              )}
              <td className="settings-actions">
                <Button
                  id={`edit-${item.id}`}
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t('editOf', { name: list.nameOf(item) })}
                  onClick={() => edit(item.id)}
                >
                  {t('edit')}
                </Button>
                {list.remove && (
                  <RemoveEntry path={list.path} item={item} name={list.nameOf(item)} words={list.remove} />
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}
