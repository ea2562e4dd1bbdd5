import '@mantine/spotlight/styles.layer.css'
import './search.css'
import { Loader, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import IconBolt from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { findPatients } from '../api/patients.ts'
import { asProblem } from '../api/problem.ts'
import { problemText } from '../i18n/problems.ts'
import { t } from '../i18n/shell.ts'
import { routesFor } from '../pages/routes.ts'
import { personLine } from '../parts/person.ts'
import { useMay, useMembership } from '../session/session.ts'

const [store, spotlight] = createSpotlight()

/** One search for people, pages and actions. Mounted when it is first wanted. */
export default function Search({ close }: { close: () => void }) {
  const membership = useMembership()
  const may = useMay()
  const [, navigate] = useLocation()
  const [query, setQuery] = useState('')
  const [debounced] = useDebouncedValue(query.trim(), 120)
  useEffect(() => spotlight.open(), [])

  const search = useQuery({
    ...findPatients(debounced),
    enabled: debounced.length > 1 && may('patient.search') !== false,
    placeholderData: before => (debounced.length > 1 ? before : undefined),
  })
  const needle = query.trim().toLocaleLowerCase()
  const pages = routesFor(membership).filter(
    route => !route.path.includes(':') && route.label().toLocaleLowerCase().includes(needle),
  )
  const actions = [
    { path: '/day?open=book', label: t('newVisit'), action: 'appointment.book' as const },
    { path: '/day?open=walk-in', label: t('walkIn'), action: 'appointment.walk_in' as const },
  ].filter(one => may(one.action) === 'all' && one.label.toLocaleLowerCase().includes(needle))
  const matches = debounced.length > 1 ? (search.data ?? []) : []
  const nothing = matches.length + pages.length + actions.length === 0

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      scrollable
      maxHeight={420}
      shortcut={null}
      title={t('search')}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ header: 'only-spoken' }}
    >
      <Spotlight.Search
        placeholder={t('searchHint')}
        aria-label={t('search')}
        leftSection={search.isFetching ? <Loader size={16} /> : <IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {matches.length > 0 && (
          <Spotlight.ActionsGroup label={t('people')}>
            {matches.map(patient => (
              <Spotlight.Action
                key={patient.id}
                label={patient.name}
                description={personLine(patient)}
                leftSection={<IconUser size={18} aria-hidden />}
                onClick={() => navigate(`/patients/${patient.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('pages')}>
            {pages.map(route => (
              <Spotlight.Action
                key={route.path}
                label={route.label()}
                leftSection={<route.icon size={18} aria-hidden />}
                onClick={() => navigate(route.path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('actions')}>
            {actions.map(({ path, label }) => (
              <Spotlight.Action
                key={path}
                label={label}
                leftSection={<IconBolt size={18} aria-hidden />}
                onClick={() => navigate(path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {search.isError && (
          <Text c="dimmed" p="md" role="alert">
            {problemText(asProblem(search.error))}
          </Text>
        )}
        {nothing && !search.isFetching && !search.isError && (
          <Spotlight.Empty>{needle ? t('searchEmpty') : t('searchStart')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
