import { Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { renderSVG } from 'uqr'
import { addScreen, type NewScreen, removeScreen, type Screen, screens } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'

/** The address that a television opens. The token stands behind the #: it is sent to no server as part of an address. */
function addressOf({ token }: NewScreen): string {
  return `${location.origin}/screen/#${token}`
}

function Link({ created }: { created: NewScreen }) {
  const address = addressOf(created)
  return (
    <Alert variant="light" color="teal" title={t('link', { name: created.name || t('unnamed') })} role="status">
      <Stack gap="xs">
        <Text size="sm">{t('linkOnce')}</Text>
        <Group wrap="nowrap" align="flex-start">
          <img className="queue-code" alt="" src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`} />
          <Stack gap="xs">
            <TextInput
              aria-label={t('link', { name: created.name })}
              readOnly
              value={address}
              onFocus={event => event.currentTarget.select()}
            />
            <Group gap="xs">
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button size="compact-md" onClick={copy}>
                    {copied ? t('copied') : t('copy')}
                  </Button>
                )}
              </CopyButton>
              <Button component="a" href={address} target="_blank" rel="noopener" size="compact-md" variant="default">
                {t('openHere')}
              </Button>
            </Group>
          </Stack>
        </Group>
      </Stack>
    </Alert>
  )
}

/** Links of the televisions: make one, or take one back at once. */
export function ScreensDialog({ close }: { close: () => void }) {
  const screensQuery = useQuery(screens)
  const [name, setName] = useState('')
  const [created, setCreated] = useState<NewScreen | null>(null)
  const [creating, setCreating] = useState(false)
  const make = async () => {
    setCreating(true)
    try {
      setCreated(await addScreen(name.trim()))
      setName('')
    } catch (error) {
      toastProblem(error)
    } finally {
      setCreating(false)
    }
  }
  const revoke = async (screen: Screen) => {
    try {
      await removeScreen(screen)
      if (created?.id === screen.id) setCreated(null)
      toast(t('revoked', { name: screen.name || t('unnamed') }))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <Modal opened onClose={close} title={t('screens')} size="lg">
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {t('screensHelp')}
        </Text>
        <form
          onSubmit={event => {
            event.preventDefault()
            void make()
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              style={{ flex: 1, minWidth: 180 }}
              label={t('screenName')}
              placeholder={t('screenExample')}
              maxLength={60}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" loading={creating}>
              {t('makeLink')}
            </Button>
          </Group>
        </form>
        {created && <Link created={created} />}
        <QueryContent query={screensQuery} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">{t('noScreens')}</Text>
            ) : (
              <ul className="visit-list">
                {items.map(screen => (
                  <li key={screen.id} className="queue-screen">
                    <span>
                      <strong>{screen.name || t('unnamed')}</strong>
                      <Text size="xs" c="dimmed">
                        {t('madeOn', { when: `${dayOf(screen.createdAt)} ${clock(screen.createdAt)}` })}
                      </Text>
                    </span>
                    <Button
                      size="compact-md"
                      variant="default"
                      aria-label={t('revokeName', { name: screen.name || t('unnamed') })}
                      onClick={() => void revoke(screen)}
                    >
                      {t('revoke')}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryContent>
      </Stack>
    </Modal>
  )
}
