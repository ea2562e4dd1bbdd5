import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs'
import IconTool from '@tabler/icons-react/dist/esm/icons/IconTool.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import type { ReactNode } from 'react'

const icons = { available: IconCheck, occupied: IconUser, maintenance: IconTool, yes: IconCheck, no: IconMinus }

/** A state of an entry: sign and word. */
export function StateBadge({ kind, children }: { kind: keyof typeof icons; children: ReactNode }) {
  const Sign = icons[kind]
  return (
    <span className="settings-mark" data-kind={kind}>
      <Sign size={15} stroke={1.8} aria-hidden />
      {children}
    </span>
  )
}

export const yesOrNo = (yes: boolean) => (yes ? ('yes' as const) : ('no' as const))
