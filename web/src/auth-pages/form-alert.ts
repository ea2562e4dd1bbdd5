import { button, h, type Localized } from './dom.ts'
import { t } from './words.ts'

export interface FormAlert {
  element: HTMLElement
  /** Show a failure and take the focus. `detail` is small print, such as a request id. */
  fail(message: Localized, detail?: Localized): void
  /** Show a message that is no failure, without taking the focus. */
  inform(message: Localized): void
  /** Fields to correct, each a way to it. */
  correct(fields: { input: HTMLElement; label: Localized }[]): void
  /** Count down whole seconds, from now by the clock: a laptop that slept meanwhile does not start the wait again. */
  startCountdown(seconds: number): void
  /** Whether the countdown still runs. */
  isCountingDown(): boolean
  clear(): void
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The box above a form that says what happened. */
export function formAlert(): FormAlert {
  const words = h('div', { role: 'alert' })
  const timer = h('p', { role: 'timer', class: 'timer' })
  const element = h('div', { class: 'notice', tabindex: '-1' }, words, timer)
  let until = 0
  let ticking: ReturnType<typeof setInterval> | undefined
  element.hidden = true

  const show = (look: 'failed' | 'informed', ...parts: Node[]) => {
    clearInterval(ticking)
    until = 0
    timer.hidden = true
    element.dataset.look = look
    words.replaceChildren(...parts)
    element.hidden = false
  }
  const inform = (message: Localized) => show('informed', h('p', {}, message))
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000)
    if (left <= 0) return inform(() => t('waitOver'))
    timer.textContent = t('waitLeft', { time: clock(left) })
  }
  return {
    element,
    inform,
    fail(message, detail) {
      show('failed', h('p', {}, message), ...(detail ? [h('small', {}, detail)] : []))
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
      show(
        'failed',
        h('p', {}, () => t('toCorrect', { count: fields.length })),
        h('ul', {}, ...items),
      )
      element.focus()
    },
    startCountdown(seconds) {
      until = Date.now() + seconds * 1000
      timer.hidden = false
      tick()
      ticking = setInterval(tick, 1000)
    },
    isCountingDown: () => until > Date.now(),
    clear() {
      clearInterval(ticking)
      until = 0
      element.hidden = true
    },
  }
}
