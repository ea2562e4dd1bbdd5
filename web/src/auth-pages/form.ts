import type { Problem } from '../api/problem.ts'
import { h, keepDrawn, type Localized, textOf } from './dom.ts'
import type { Field } from './field.ts'
import { type FormAlert, formAlert } from './form-alert.ts'
import type { PostResult } from './post.ts'
import { t } from './words.ts'

interface Form<T> {
  /** In the order they are shown, for the checks. */
  fields: Field[]
  /** The nodes of the form; the fields alone where absent. */
  parts?: Node[]
  submit: Localized
  pending: Localized
  send: () => Promise<PostResult<T>>
  onSuccess: (value: T) => void
  /** Where an answer's field belongs: its `path` to ours. */
  paths?: Record<string, Field>
  /** The message for a refusal, beside a field or above the form; false where `refusalOf` showed one itself. */
  refusalOf?: (problem: Problem) => Refusal | false | undefined
  /** Above the form. */
  alert?: FormAlert
}

type Refusal = { field: Field; message: Localized } | { formMessage: Localized }

/** What is locked, and what to do meanwhile; for how long, the countdown below says. */
function lockedMessage(problem: Problem): Localized {
  switch (problem.details('rate_limited')?.scope) {
    case 'account':
      return () => t('lockedAccount')
    case 'device':
      return () => t('lockedDevice')
    case 'code':
      return () => t('lockedCode')
    case 'address':
      return () => t('lockedAddress')
    case 'busy':
      return () => t('lockedBusy')
    default:
      return () => t('rateLimited')
  }
}

/** The message for a failure that the person cannot correct; the same on every page. */
function generalMessage(problem: Problem): Localized {
  switch (problem.code) {
    case 'offline':
      return () => t('offline')
    case 'rate_limited':
      return lockedMessage(problem)
    case 'password_too_short':
      return () => t('passwordTooShort')
    case 'outcome_unknown':
      return () => t('outcomeUnknown')
    default:
      return () => t('unavailable')
  }
}

/** Show a failure above a form, with the time to wait and the request id for support. */
export function showFailure(alert: FormAlert, problem: Problem, wait?: number): void {
  const { requestId, code } = problem
  const showsRequestId = requestId !== undefined && !['rate_limited', 'offline', 'password_too_short'].includes(code)
  alert.fail(generalMessage(problem), showsRequestId ? () => t('requestId', { id: requestId }) : undefined)
  if (code === 'rate_limited' && wait) alert.startCountdown(wait)
}

/** A form that checks, sends once, and says beside the field or above itself what to do. Enter sends it. */
export function form<T>(options: Form<T>): HTMLFormElement {
  const { fields, send, onSuccess, paths = {}, refusalOf } = options
  const alert = options.alert ?? formAlert()
  const submit = h('button', { type: 'submit' })
  let pending = false
  const draw = () => {
    submit.textContent = textOf(pending ? options.pending : options.submit)
    submit.setAttribute('aria-busy', String(pending))
  }
  keepDrawn(draw)

  const showMessages = (messages: Map<Field, Localized>) => {
    for (const field of fields) field.showMessage(messages.get(field))
    const [first] = messages.keys()
    if (messages.size > 1) alert.correct([...messages.keys()])
    else first?.input.focus()
  }

  function fail(problem: Problem, wait?: number): void {
    const refusal = refusalOf?.(problem)
    if (refusal === false) return
    const namedFields = problem.fields.flatMap(({ path }) => paths[path] ?? [])
    if (refusal && 'field' in refusal) showMessages(new Map([[refusal.field, refusal.message]]))
    else if (refusal) alert.fail(refusal.formMessage)
    else if (namedFields.length > 0) showMessages(new Map(namedFields.map(field => [field, () => t('notTaken')])))
    else showFailure(alert, problem, wait)
  }

  const element = h('form', { novalidate: true }, ...(options.parts ?? fields.map(field => field.element)), submit)
  element.prepend(alert.element)
  element.addEventListener('submit', async event => {
    event.preventDefault()
    if (pending) return
    if (alert.isCountingDown()) return alert.element.focus()
    alert.clear()
    const messages = new Map<Field, Localized>()
    for (const field of fields) {
      const message = field.validationMessage()
      if (message !== undefined) messages.set(field, message)
    }
    showMessages(messages)
    if (messages.size > 0) return
    pending = true
    draw()
    const result = await send()
    if (result.ok) return onSuccess(result.value)
    pending = false
    draw()
    fail(result.problem, result.retryAfter)
  })
  return element
}
