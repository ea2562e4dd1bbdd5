import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Keys of the page. `useKeys([{ keys: 'w', label: 'Walk-in', run }])`; a sequence is written `g d`. The binding registered last wins.
 * They never fire inside a text field, with Ctrl, Alt or ⌘ held, or behind an open dialog unless `inDialog`.
 */
export interface Binding {
  keys: string
  label: string
  run: () => void
  inDialog?: boolean
  /** Shell bindings are listed apart from those of the page. */
  anywhere?: boolean
}

const registered = new Set<{ current: readonly Binding[] }>()
const listeners = new Set<() => void>()
let all: readonly Binding[] = []

function changed(): void {
  all = [...registered].flatMap(entry => entry.current)
  for (const listener of listeners) listener()
}

const textTypes = /^(?:|text|search|email|password|tel|url|number|date|time|datetime-local|month|week)$/

export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && textTypes.test(target.type === 'text' ? '' : target.type)
}

/** Where the arrow keys have a meaning of their own. */
const arrowed = 'input, select, [role="radio"], [role="option"], [role="menuitem"], [role="tab"], [role="slider"]'

function arrowsTaken({ key, target }: KeyboardEvent): boolean {
  return key.startsWith('Arrow') && target instanceof Element && target.matches(arrowed)
}

const offKey = 'keys-off'

/** Single keys can be switched off, for those whose hands or voice software press them by mistake. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(offKey) === null
  } catch {
    return true
  }
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(offKey)
  else localStorage.setItem(offKey, 'yes')
}

/** What was typed in the last second, so that `g` then `d` is one thing. */
let before = { key: '', at: 0 }

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (inTextField(event.target) || arrowsTaken(event) || !keysAreOn()) return
  const dialog = document.querySelector('[role="dialog"], [role="menu"]') !== null
  const sequence = event.timeStamp - before.at < 1_000 ? `${before.key} ${event.key}` : ''
  before = { key: event.key, at: event.timeStamp }
  const match = (keys: string) => all.findLast(one => one.keys === keys && (one.inDialog || !dialog))
  const found = (sequence && match(sequence)) || match(event.key)
  if (!found) return
  event.preventDefault()
  before = { key: '', at: 0 }
  found.run()
}

export function useKeys(bindings: readonly Binding[]): void {
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
    changed()
    return () => {
      registered.delete(entry)
      if (registered.size === 0) document.removeEventListener('keydown', onKey)
      changed()
    }
  }, [names])
}

/** All bindings of this moment, for the help. */
export function useAllKeys(): readonly Binding[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
}
