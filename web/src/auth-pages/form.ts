import type { Problem } from '../api/problem.ts'
import { drawn, h, type Said, said } from './dom.ts'
import type { Field } from './field.ts'
import { type Notice, notice } from './form-alert.ts'
import type { Answer } from './post.ts'
import { t } from './words.ts'

interface Form<T> {
  /** In the order they are shown, for the checks. */
  fields: Field[]
  /** What is shown; the fields alone where absent. */
  parts?: Node[]
  submit: Said
  busy: Said
  send: () => Promise<Answer<T>>
  done: (value: T) => void
  /** Where an answer's field belongs: its `path` to ours. */
  paths?: Record<string, Field>
  /** What a refusal means here: a sentence beside a field, or above the form. False: taken care of. */
  refused?: (problem: Problem) => Refusal | false | undefined
  /** Above the form. */
  notice?: Notice
}

type Refusal = { beside: Field; say: Said } | { above: Said }

/** What is not the person's to mend: said the same on every page. */
function generally(problem: Problem): Said {
  switch (problem.code) {
    case 'offline':
      return () => t('offline')
    case 'rate_limited':
      return () => t('rateLimited')
    case 'password_too_short':
      return () => t('passwordTooShort')
    case 'outcome_unknown':
      return () => t('outcomeUnknown')
    default:
      return () => t('unavailable')
  }
}

/** Say a failure above a form, with how long to wait and what to give to whoever looks it up. */
export function tellFailure(above: Notice, problem: Problem, wait?: number): void {
  const { requestId, code } = problem
  const ours = requestId !== undefined && !['rate_limited', 'offline', 'password_too_short'].includes(code)
  above.fail(generally(problem), ours ? () => t('requestId', { id: requestId }) : undefined)
  if (code === 'rate_limited' && wait) above.countDown(wait)
}

/** A form that checks, sends once, and says beside the field or above itself what to do. Enter sends it. */
export function form<T>(options: Form<T>): HTMLFormElement {
  const { fields, send, done, paths = {}, refused } = options
  const above = options.notice ?? notice()
  const submit = h('button', { type: 'submit' })
  let busy = false
  const draw = () => {
    submit.textContent = said(busy ? options.busy : options.submit)
    submit.setAttribute('aria-busy', String(busy))
  }
  drawn(draw)

  const beside = (wrong: Map<Field, Said>) => {
    for (const field of fields) field.say(wrong.get(field))
    const [first] = wrong.keys()
    if (wrong.size > 1) above.correct([...wrong.keys()])
    else first?.input.focus()
  }

  function fail(problem: Problem, wait?: number): void {
    const refusal = refused?.(problem)
    if (refusal === false) return
    const named = problem.fields.flatMap(({ path }) => paths[path] ?? [])
    if (refusal && 'beside' in refusal) beside(new Map([[refusal.beside, refusal.say]]))
    else if (refusal) above.fail(refusal.above)
    else if (named.length > 0) beside(new Map(named.map(field => [field, () => t('notTaken')])))
    else tellFailure(above, problem, wait)
  }

  const element = h('form', { novalidate: true }, ...(options.parts ?? fields.map(field => field.element)), submit)
  element.prepend(above.element)
  element.addEventListener('submit', async event => {
    event.preventDefault()
    if (busy) return
    if (above.waiting()) return above.element.focus()
    above.clear()
    const wrong = new Map<Field, Said>()
    for (const field of fields) {
      const what = field.wrong()
      if (what !== undefined) wrong.set(field, what)
    }
    beside(wrong)
    if (wrong.size > 0) return
    busy = true
    draw()
    const answer = await send()
    if (answer.ok) return done(answer.value)
    busy = false
    draw()
    fail(answer.problem, answer.wait)
  })
  return element
}
