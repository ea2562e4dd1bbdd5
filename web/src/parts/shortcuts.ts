import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Keyboard shortcuts of the page. `useKeys([{ keys: 'w', label: 'Walk-in', run }])`; a sequence is written `g d`. The shortcut registered last wins.
 * They never fire inside a text field, with Ctrl, Alt or ⌘ held, or behind an open dialog unless `inDialog`.
 */
export interface Shortcut {
  keys: string
  label: string
  run: () => void
  inDialog?: boolean
  /** Shortcuts of the shell are listed apart from those of the page. */
  global?: boolean
}

const registered = new Set<{ current: readonly Shortcut[] }>()
const listeners = new Set<() => void>()
let allShortcuts: readonly Shortcut[] = []

function notifyListeners(): void {
  allShortcuts = [...registered].flatMap(entry => entry.current)
  for (const listener of listeners) listener()
}

const textTypes = /^(?:|text|search|email|password|tel|url|number|date|time|datetime-local|month|week)$/

export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && textTypes.test(target.type === 'text' ? '' : target.type)
}

/** Widgets that handle the arrow keys themselves. */
const arrowKeyWidgets =
  'input, select, [role="radio"], [role="option"], [role="menuitem"], [role="tab"], [role="slider"]'

function arrowKeyHandled({ key, target }: KeyboardEvent): boolean {
  return key.startsWith('Arrow') && target instanceof Element && target.matches(arrowKeyWidgets)
}

const disabledKey = 'keys-off'

/** Single keys can be switched off, for those whose hands or voice software press them by mistake. */
export function shortcutsEnabled(): boolean {
  try {
    return localStorage.getItem(disabledKey) === null
  } catch {
    return true
  }
}

export function enableShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(disabledKey)
  else localStorage.setItem(disabledKey, 'yes')
}

/** What was typed in the last second, so that `g` then `d` is one thing. */
let lastKey = { key: '', at: 0 }

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (inTextField(event.target) || arrowKeyHandled(event) || !shortcutsEnabled()) return
  const dialog = document.querySelector('[role="dialog"], [role="menu"]') !== null
  const sequence = event.timeStamp - lastKey.at < 1_000 ? `${lastKey.key} ${event.key}` : ''
  lastKey = { key: event.key, at: event.timeStamp }
  const match = (keys: string) => allShortcuts.findLast(one => one.keys === keys && (one.inDialog || !dialog))
  const shortcut = (sequence && match(sequence)) || match(event.key)
  if (!shortcut) return
  event.preventDefault()
  lastKey = { key: '', at: 0 }
  shortcut.run()
}

export function useShortcuts(bindings: readonly Shortcut[]): void {
  const ref = useRef(bindings)
  ref.current = bindings
  const names = bindings.map(one => `${one.keys} ${one.label}`).join()
  useEffect(() => {
    // Run what the latest render gave; `names` renews the entry, and with it the list of help, when keys or words change.
    const entry = {
      current: names === '' ? [] : ref.current.map((one, i) => ({ ...one, run: () => ref.current[i]?.run() })),
    }
    if (registered.size === 0) document.addEventListener('keydown', onKey)
    registered.add(entry)
    notifyListeners()
    return () => {
      registered.delete(entry)
      if (registered.size === 0) document.removeEventListener('keydown', onKey)
      notifyListeners()
    }
  }, [names])
}

/** All bindings of this moment, for the help. */
export function useAllShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => allShortcuts,
  )
}
