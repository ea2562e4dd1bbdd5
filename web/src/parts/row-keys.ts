import { useRef } from 'react'
import { t } from '../i18n/row-keys.ts'
import { useShortcuts } from './shortcuts.ts'

/**
 * `j` and `k` walk the links of a list that carry `data-row`; Enter follows the one that has focus, as for any link.
 *
 *     const list = useRowKeys<HTMLUListElement>()
 *     <ul ref={list}> <a data-row href=…>
 */
export function useRowKeys<E extends HTMLElement>() {
  const list = useRef<E>(null)
  const go = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const here = rows.indexOf(document.activeElement as HTMLElement)
    const next = rows[here === -1 ? (step === 1 ? 0 : rows.length - 1) : here + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    { keys: 'j', label: t('next'), run: () => go(1) },
    { keys: 'k', label: t('previous'), run: () => go(-1) },
  ])
  return list
}
