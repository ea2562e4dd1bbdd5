import type { PublicPage, PublicSlots } from '../../../gateway/public.ts'
import { Problem, problemOf } from '../api/problem.ts'
import { button, h, link, p } from '../auth-pages/dom.ts'
import { show } from '../auth-pages/page.ts'
import { suggestLanguage } from '../i18n/language.ts'
import { clock, dateOf, longDate, setZone } from '../i18n/time.ts'
import { times } from './free-times.ts'
import { register } from './register.ts'
import { type Chosen, chosen, portalOf, searchOf, slugOf } from './selection-url.ts'
import { t } from './words.ts'

/** A clinic's public page: what for, with whom, when; then who comes. Nothing is booked before somebody is known. */

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`/api/public/${encodeURIComponent(slugOf())}${path}`).catch(() => {
    throw new Problem({ code: 'offline' }, 0)
  })
  if (!answer.ok) throw await problemOf(answer)
  return answer.json()
}

function go(page: PublicPage, choice: Chosen): void {
  history.pushState(null, '', searchOf(choice))
  void draw(page)
}

function option(name: string, note: string, act: () => void): HTMLElement {
  const choice = button('', act, 'book-option')
  choice.append(h('strong', {}, name), h('span', { class: 'help' }, note))
  return h('li', {}, choice)
}

/** A step that is done, and the way back to it. */
function done(step: () => string, words: string, change: () => void): HTMLElement {
  const again = button(() => t('change'), change)
  again.setAttribute('aria-label', t('changeOf', { step: step() }))
  return h(
    'p',
    { class: 'book-done' },
    h('span', {}, h('span', { class: 'help' }, step), h('strong', {}, words)),
    again,
  )
}

/** The clinic, below every step. */
function foot(page: PublicPage): Node[] {
  const { line = [], city, postalCode } = page.address ?? {}
  const address = [...line, city, postalCode].filter(Boolean).join(', ')
  return [
    h(
      'p',
      { class: 'ways apart' },
      address,
      ...(page.phone
        ? [h('br'), link(`tel:${page.phone.replace(/[^+\d]/g, '')}`, () => t('call', { phone: page.phone ?? '' }))]
        : []),
    ),
  ]
}

async function draw(page: PublicPage): Promise<void> {
  const choice = chosen()
  const type = page.visitTypes.find(({ id }) => id === choice.type)
  const who = page.staff.find(({ id }) => id === choice.who)
  const head = () => page.name
  const heading = (words: () => string) => h('h2', {}, words)
  if (page.visitTypes.length === 0) return show(head, [p(() => t('noTypes')), ...foot(page)])
  if (!type) {
    const options = page.visitTypes.map(one =>
      option(one.name, t('minutes', { count: one.minutes }), () => go(page, { type: one.id })),
    )
    return show(head, [heading(() => t('whatFor')), h('ul', { class: 'book-options' }, ...options), ...foot(page)])
  }
  const typeDone = done(
    () => t('whatFor'),
    type.name,
    () => go(page, {}),
  )
  if (!choice.who) {
    const anyone = option(t('anyone'), t('anyoneHelp'), () => go(page, { type: type.id, who: 'any' }))
    const people = page.staff.map(one =>
      option(one.name, one.title ?? one.specialties.join(', '), () => go(page, { type: type.id, who: one.id })),
    )
    const list = h('ul', { class: 'book-options' }, anyone, ...people)
    return show(head, [typeDone, heading(() => t('withWhom')), list, ...foot(page)])
  }
  const whoDone = done(
    () => t('withWhom'),
    who?.name ?? t('anyone'),
    () => go(page, { type: type.id }),
  )
  const { at } = choice
  if (!at || Number.isNaN(Date.parse(at))) {
    const query = new URLSearchParams({
      visitTypeId: type.id,
      ...(who ? { staffId: who.id } : {}),
      ...(choice.from ? { from: choice.from } : {}),
    })
    const slots = await ask<PublicSlots>(`/slots?${query}`)
    const week = { type: type.id, who: choice.who }
    return show(head, [
      typeDone,
      whoDone,
      heading(() => t('when')),
      ...times({
        page,
        slots,
        turn: from => go(page, { ...week, from }),
        choose: slot => go(page, { ...week, at: slot.startsAt, with: slot.staffId }),
      }),
      ...foot(page),
    ])
  }
  const seenBy = page.staff.find(({ id }) => id === choice.with)
  const again = () => go(page, { type: type.id, who: choice.who ?? 'any', from: dateOf(at) })
  const next = portalOf(choice)
  show(head, [
    typeDone,
    seenBy
      ? done(
          () => t('withWhom'),
          seenBy.name,
          () => go(page, { type: type.id }),
        )
      : whoDone,
    done(() => t('when'), `${longDate(dateOf(at))}, ${clock(at)}`, again),
    heading(() => t('almost')),
    h(
      'p',
      {},
      link(`/sign-in/?next=${encodeURIComponent(next)}`, () => t('signIn'), 'book-main'),
    ),
    h(
      'p',
      {},
      button(
        () => t('unknown'),
        () => register(page, next, () => void draw(page)),
        'second',
      ),
    ),
    ...foot(page),
  ])
}

function fail(error: unknown): void {
  const problem = error instanceof Problem ? error : new Problem({ code: 'internal' }, 0)
  if (problem.code === 'not_found') {
    show(() => t('notHere'), [p(() => t('notHereHelp'))])
    return
  }
  show(
    () => t('failed'),
    [
      ...(problem.requestId ? [h('p', { class: 'help' }, problem.requestId)] : []),
      h(
        'p',
        {},
        button(
          () => t('retry'),
          () => void begin(),
          'second',
        ),
      ),
    ],
  )
}

async function begin(): Promise<void> {
  show(() => t('title'), [p(() => t('loading'))])
  try {
    const page = await ask<PublicPage>('')
    setZone(page.timezone)
    suggestLanguage(page.locale)
    addEventListener('popstate', () => void draw(page).catch(fail))
    await draw(page)
  } catch (error) {
    fail(error)
  }
}

addEventListener('unhandledrejection', event => fail(event.reason))
void begin()
