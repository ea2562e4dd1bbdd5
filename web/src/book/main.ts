import type { PublicPage, PublicSlots } from '../../../gateway/compose/public.ts'
import { Problem, problemOf } from '../api/problem.ts'
import { button, h, link, p } from '../auth-pages/dom.ts'
import { showPage } from '../auth-pages/page.ts'
import { suggestLanguage } from '../i18n/language.ts'
import { clock, dateOf, longDate, setZone } from '../i18n/time.ts'
import { freeTimes } from './free-times.ts'
import { register } from './register.ts'
import { clinicSlug, portalUrl, type Selection, searchOf, selectionOf } from './selection-url.ts'
import { t } from './words.ts'

/** A clinic's public page: what for, with whom, when; then who comes. Nothing is booked before somebody is known. */

async function fetchPublic<T>(path: string): Promise<T> {
  const answer = await fetch(`/api/public/${encodeURIComponent(clinicSlug())}${path}`).catch(() => {
    throw new Problem({ code: 'offline' }, 0)
  })
  if (!answer.ok) throw await problemOf(answer)
  return answer.json()
}

function goToStep(page: PublicPage, selection: Selection): void {
  history.pushState(null, '', searchOf(selection))
  void draw(page)
}

function optionButton(name: string, note: string, onPress: () => void): HTMLElement {
  const element = button('', onPress, 'book-option')
  element.append(h('strong', {}, name), h('span', { class: 'help' }, note))
  return h('li', {}, element)
}

/** A step that is done, and the way back to it. */
function completedStep(step: () => string, words: string, change: () => void): HTMLElement {
  const changeButton = button(() => t('change'), change)
  changeButton.setAttribute('aria-label', t('changeOf', { step: step() }))
  return h(
    'p',
    { class: 'book-done' },
    h('span', {}, h('span', { class: 'help' }, step), h('strong', {}, words)),
    changeButton,
  )
}

/** The clinic, below every step. */
function clinicFooter(page: PublicPage): Node[] {
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
  const selection = selectionOf()
  const type = page.visitTypes.find(({ id }) => id === selection.type)
  const doctor = page.staff.find(({ id }) => id === selection.who)
  const head = () => page.name
  const heading = (words: () => string) => h('h2', {}, words)
  if (page.visitTypes.length === 0) return showPage(head, [p(() => t('noTypes')), ...clinicFooter(page)])
  if (!type) {
    const options = page.visitTypes.map(one =>
      optionButton(one.name, t('minutes', { count: one.minutes }), () => goToStep(page, { type: one.id })),
    )
    return showPage(head, [
      heading(() => t('whatFor')),
      h('ul', { class: 'book-options' }, ...options),
      ...clinicFooter(page),
    ])
  }
  const typeDone = completedStep(
    () => t('whatFor'),
    type.name,
    () => goToStep(page, {}),
  )
  if (!selection.who) {
    const anyoneOption = optionButton(t('anyone'), t('anyoneHelp'), () => goToStep(page, { type: type.id, who: 'any' }))
    const doctorOptions = page.staff.map(one =>
      optionButton(one.name, one.title ?? one.specialties.join(', '), () =>
        goToStep(page, { type: type.id, who: one.id }),
      ),
    )
    const list = h('ul', { class: 'book-options' }, anyoneOption, ...doctorOptions)
    return showPage(head, [typeDone, heading(() => t('withWhom')), list, ...clinicFooter(page)])
  }
  const doctorDone = completedStep(
    () => t('withWhom'),
    doctor?.name ?? t('anyone'),
    () => goToStep(page, { type: type.id }),
  )
  const { at } = selection
  if (!at || Number.isNaN(Date.parse(at))) {
    const query = new URLSearchParams({
      visitTypeId: type.id,
      ...(doctor ? { staffId: doctor.id } : {}),
      ...(selection.from ? { from: selection.from } : {}),
    })
    const slots = await fetchPublic<PublicSlots>(`/slots?${query}`)
    const week = { type: type.id, who: selection.who }
    return showPage(head, [
      typeDone,
      doctorDone,
      heading(() => t('when')),
      ...freeTimes({
        page,
        slots,
        showFrom: from => goToStep(page, { ...week, from }),
        onChoose: slot => goToStep(page, { ...week, at: slot.startsAt, with: slot.staffId }),
      }),
      ...clinicFooter(page),
    ])
  }
  const offeredDoctor = page.staff.find(({ id }) => id === selection.with)
  const backToTimes = () => goToStep(page, { type: type.id, who: selection.who ?? 'any', from: dateOf(at) })
  const portalPath = portalUrl(selection)
  showPage(head, [
    typeDone,
    offeredDoctor
      ? completedStep(
          () => t('withWhom'),
          offeredDoctor.name,
          () => goToStep(page, { type: type.id }),
        )
      : doctorDone,
    completedStep(() => t('when'), `${longDate(dateOf(at))}, ${clock(at)}`, backToTimes),
    heading(() => t('almost')),
    h(
      'p',
      {},
      link(`/sign-in/?next=${encodeURIComponent(portalPath)}`, () => t('signIn'), 'book-main'),
    ),
    h(
      'p',
      {},
      button(
        () => t('unknown'),
        () => register(page, portalPath, () => void draw(page)),
        'second',
      ),
    ),
    ...clinicFooter(page),
  ])
}

function showFailure(error: unknown): void {
  const problem = error instanceof Problem ? error : new Problem({ code: 'internal' }, 0)
  if (problem.code === 'not_found') {
    showPage(() => t('notHere'), [p(() => t('notHereHelp'))])
    return
  }
  showPage(
    () => t('failed'),
    [
      ...(problem.requestId ? [h('p', { class: 'help' }, problem.requestId)] : []),
      h(
        'p',
        {},
        button(
          () => t('retry'),
          () => void start(),
          'second',
        ),
      ),
    ],
  )
}

async function start(): Promise<void> {
  showPage(() => t('title'), [p(() => t('loading'))])
  try {
    const page = await fetchPublic<PublicPage>('')
    setZone(page.timezone)
    suggestLanguage(page.locale)
    addEventListener('popstate', () => void draw(page).catch(showFailure))
    await draw(page)
  } catch (error) {
    showFailure(error)
  }
}

addEventListener('unhandledrejection', event => showFailure(event.reason))
void start()
