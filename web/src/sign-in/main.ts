import { texts, type Word } from './texts.ts'

/** Sign-in: e-mail address and password for the refresh cookie, then on to where the person wanted to go. */

const find = <E extends HTMLElement>(selector: string) => document.querySelector(selector) as E
const form = find<HTMLFormElement>('form')
const email = find<HTMLInputElement>('#email')
const password = find<HTMLInputElement>('#password')
const show = find<HTMLButtonElement>('#show')
const submit = find<HTMLButtonElement>('[type=submit]')
const failure = find<HTMLDivElement>('#failure')

let language: 'en' | 'id' = document.documentElement.lang === 'id' ? 'id' : 'en'
/** What the failure box says, kept so that it changes with the language. */
let failed: { word: Word; minutes: string; requestId?: string } | null = null
const missing = new Map<HTMLInputElement, Word>()

const say = (word: Word, values: Record<string, string> = {}) =>
  texts[language][word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

function draw(): void {
  const root = document.documentElement
  root.lang = language
  document.title = say('title')
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = say(element.dataset.text as Word)
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language))
  }
  const shown = password.type === 'text'
  show.textContent = say(shown ? 'hide' : 'show')
  show.setAttribute('aria-label', say(shown ? 'hideLabel' : 'showLabel'))
  show.setAttribute('aria-pressed', String(shown))
  for (const field of [email, password]) {
    const word = missing.get(field)
    const error = find(`#${field.id}-error`)
    error.hidden = !word
    error.textContent = word ? say(word) : ''
    field.setAttribute('aria-invalid', String(Boolean(word)))
    if (word) field.setAttribute('aria-describedby', error.id)
    else field.removeAttribute('aria-describedby')
  }
  failure.hidden = !failed
  failure.textContent = failed ? say(failed.word, { minutes: failed.minutes }) : ''
  if (failed?.requestId) {
    const small = document.createElement('small')
    small.textContent = say('requestId', { id: failed.requestId })
    failure.append(small)
  }
}

/** Only a path of this origin; `//elsewhere` and `/\elsewhere` are other origins to a browser. */
function next(): string {
  const wanted = new URLSearchParams(location.search).get('next') ?? '/'
  const url = new URL(wanted, location.origin)
  return wanted.startsWith('/') && url.origin === location.origin ? url.pathname + url.search + url.hash : '/'
}

async function fail(answer: Response | null): Promise<void> {
  const body: { code?: string; requestId?: string } = (await answer?.json().catch(() => null)) ?? {}
  const seconds = Number(answer?.headers.get('retry-after') ?? 60)
  const word: Word =
    answer === null
      ? 'offline'
      : answer.status === 401 || answer.status === 400
        ? 'bad_credentials'
        : answer.status === 429
          ? 'rate_limited'
          : 'unavailable'
  failed = {
    word,
    minutes: String(Math.max(1, Math.ceil(seconds / 60))),
    // Wrong credentials are the person's to mend; everything else is ours to look up.
    ...(body.requestId && word === 'unavailable' ? { requestId: body.requestId } : {}),
  }
  draw()
  failure.focus()
}

async function signIn(): Promise<void> {
  submit.setAttribute('aria-busy', 'true')
  submit.textContent = say('busy')
  const answer = await fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: email.value.trim(), password: password.value }),
  }).catch(() => null)
  if (answer?.ok) return location.replace(next())
  submit.removeAttribute('aria-busy')
  await fail(answer)
}

form.addEventListener('submit', event => {
  event.preventDefault()
  if (submit.hasAttribute('aria-busy')) return
  failed = null
  missing.clear()
  if (!email.value.trim()) missing.set(email, 'emailMissing')
  if (!password.value) missing.set(password, 'passwordMissing')
  draw()
  const [first] = missing.keys()
  if (first) first.focus()
  else void signIn()
})

show.addEventListener('click', () => {
  password.type = password.type === 'text' ? 'password' : 'text'
  draw()
  password.focus()
})

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
  button.addEventListener('click', () => {
    language = button.dataset.language === 'id' ? 'id' : 'en'
    try {
      localStorage.setItem('language', language)
    } catch {
      // No storage: the choice lasts for this page.
    }
    draw()
  })
}

draw()
email.focus()
