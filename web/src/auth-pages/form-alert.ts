import { button, h, type Said } from './dom.ts'
import { t } from './words.ts'

export interface Notice {
  element: HTMLElement
  /** Say it and take the focus. `small` is for those who look it up: a request id. */
  fail(what: Said, small?: Said): void
  /** Say it quietly: nothing went wrong. */
  tell(what: Said): void
  /** Fields to correct, each a way to it. */
  correct(fields: { input: HTMLElement; label: Said }[]): void
  /** Count down whole seconds, from now by the clock: a laptop that slept meanwhile is not told to wait again. */
  countDown(seconds: number): void
  /** Whether it still counts. */
  waiting(): boolean
  clear(): void
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The box above a form that says what happened. */
export function notice(): Notice {
  const words = h('div', { role: 'alert' })
  const timer = h('p', { role: 'timer', class: 'timer' })
  const element = h('div', { class: 'notice', tabindex: '-1' }, words, timer)
  let until = 0
  let ticking: ReturnType<typeof setInterval> | undefined
  element.hidden = true

  const open = (look: 'failed' | 'told', ...parts: Node[]) => {
    clearInterval(ticking)
    until = 0
    timer.hidden = true
    element.dataset.look = look
    words.replaceChildren(...parts)
    element.hidden = false
  }
  const tell = (what: Said) => open('told', h('p', {}, what))
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000)
    if (left <= 0) return tell(() => t('waitOver'))
    timer.textContent = t('waitLeft', { time: clock(left) })
  }
  return {
    element,
    tell,
    fail(what, small) {
      open('failed', h('p', {}, what), ...(small ? [h('small', {}, small)] : []))
      element.focus()
    },
    correct(fields) {
      const items = fields.map(({ input, label }) =>
        h(
          'li',
          {},
          button(label, () => input.focus(), 'link'),
        ),
      )
      open(
        'failed',
        h('p', {}, () => t('toCorrect', { count: fields.length })),
        h('ul', {}, ...items),
      )
      element.focus()
    },
    countDown(seconds) {
      until = Date.now() + seconds * 1000
      timer.hidden = false
      tick()
      ticking = setInterval(tick, 1000)
    },
    waiting: () => until > Date.now(),
    clear() {
      clearInterval(ticking)
      until = 0
      element.hidden = true
    },
  }
}
