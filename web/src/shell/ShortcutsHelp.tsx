import { Kbd, Modal, Switch, Table } from '@mantine/core'
import { useState } from 'react'
import { t } from '../i18n/shell.ts'
import { type Binding, keysAreOn, switchKeys, useAllKeys } from '../parts/shortcuts.ts'

const signs: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵' }

function Keys({ keys }: { keys: string }) {
  return keys.split(' ').map(key => (
    <Kbd key={key} mr={4}>
      {signs[key] ?? key}
    </Kbd>
  ))
}

function List({ title, bindings }: { title: string; bindings: Binding[] }) {
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
export default function KeysHelp({ close }: { close: () => void }) {
  const all = useAllKeys()
  const [on, setOn] = useState(keysAreOn)
  const search: Binding = { keys: '/', label: `${t('search')} (Ctrl K, ⌘ K)`, run: close, anywhere: true }
  return (
    <Modal opened onClose={close} title={t('keys')} size="sm">
      <List title={t('keysHere')} bindings={all.filter(one => !one.anywhere)} />
      <List title={t('keysAnywhere')} bindings={[search, ...all.filter(one => one.anywhere)]} />
      <Switch
        label={t('keysOn')}
        description={t('keysHelp')}
        checked={on}
        onChange={event => {
          switchKeys(event.currentTarget.checked)
          setOn(event.currentTarget.checked)
        }}
      />
    </Modal>
  )
}
