import { Kbd, Modal, Switch, Table } from '@mantine/core'
import { useState } from 'react'
import { t } from '../i18n/shell.ts'
import { enableShortcuts, type Shortcut, shortcutsEnabled, useAllShortcuts } from '../parts/shortcuts.ts'

const signs: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵' }

function Keys({ keys }: { keys: string }) {
  return keys.split(' ').map(key => (
    <Kbd key={key} mr={4}>
      {signs[key] ?? key}
    </Kbd>
  ))
}

function List({ title, bindings }: { title: string; bindings: Shortcut[] }) {
  if (bindings.length === 0) return null
  return (
    <Table verticalSpacing={5} withRowBorders={false} mb="sm">
      <Table.Caption ta="left" style={{ captionSide: 'top' }} mt={0}>
        {title}
      </Table.Caption>
      <Table.Tbody>
        {bindings.map(one => (
          <Table.Tr key={one.keys}>
            <Table.Td w={96}>
              <Keys keys={one.keys} />
            </Table.Td>
            <Table.Td>{one.label}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** All keys of this moment. */
export default function ShortcutsHelp({ close }: { close: () => void }) {
  const all = useAllShortcuts()
  const [on, setOn] = useState(shortcutsEnabled)
  const search: Shortcut = { keys: '/', label: `${t('search')} (Ctrl K, ⌘ K)`, run: close, global: true }
  return (
    <Modal opened onClose={close} title={t('keys')} size="sm">
      <List title={t('keysHere')} bindings={all.filter(one => !one.global)} />
      <List title={t('keysAnywhere')} bindings={[search, ...all.filter(one => one.global)]} />
      <Switch
        label={t('keysOn')}
        description={t('keysHelp')}
        checked={on}
        onChange={event => {
          enableShortcuts(event.currentTarget.checked)
          setOn(event.currentTarget.checked)
        }}
      />
    </Modal>
  )
}
