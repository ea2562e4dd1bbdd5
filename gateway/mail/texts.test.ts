import { describe, expect, test } from 'vitest'
import { compose, type Letter } from './compose.ts'
import { mailKinds } from './schema.ts'
import { type MailText, mailTexts } from './texts.ts'

/**
 * Every mail says who writes, to whom, what to do, and what to do if it was not them. This walks over all of them: a mail nobody wrote a rule
 * for fails.
 */

interface Rule {
  page: 'confirm' | 'invitation' | 'reset' | 'forgot' | 'sign-in'
  /** Whether a clinic is behind it, which must then be named. */
  clinic?: true
  /** Whether it tells of what happened to an account: then a new password is the first thing to choose. */
  security?: true
  /** Whether it tells a patient of something that the clinic alone can look into. */
  tells?: true
}

const told = { page: 'forgot', security: true } as const

const rules: Record<string, Rule> = {
  registration: { page: 'confirm' },
  registration_known: { page: 'confirm' },
  invitation_staff: { page: 'invitation', clinic: true },
  invitation_patient: { page: 'invitation', clinic: true },
  claim: { page: 'confirm', clinic: true },
  patient_registration: { page: 'confirm', clinic: true },
  password_reset: { page: 'reset' },
  password_changed: told,
  second_factor_added: told,
  second_factor_removed: told,
  second_factor_removed_short: told,
  second_factor_removed_own: told,
  second_factor_removed_printed: told,
  recovery_code_used: told,
  recovery_codes_renewed: told,
  relation_begun: { page: 'sign-in', clinic: true, tells: true },
  record_opened_owner: { page: 'sign-in', clinic: true, tells: true },
  log_witness: { page: 'sign-in', clinic: true, tells: true },
  record_opened_patient: { page: 'sign-in', clinic: true, tells: true },
  relation_begun_waits: { page: 'sign-in', clinic: true, tells: true },
  relation_held: { page: 'sign-in', clinic: true, tells: true },
  guardianship_ends: { page: 'sign-in', clinic: true, tells: true },
}

const words = {
  en: {
    nothingToDo: /ignor|disregard|need not do|nothing to do|do nothing/i,
    ifNotYou: /^If (?:it was not you|you did not|you do not|you are no|nobody)/,
    newPassword: /choose a new password at once/,
    leaveIt: /do not follow the link/,
    tellClinic: /tell the clinic at once/,
  },
  id: {
    nothingToDo: /abaikan|hiraukan|tidak perlu (?:melakukan|berbuat)|tidak melakukan apa/i,
    ifNotYou: /^Jika (?:bukan Anda|Anda tidak|Anda bukan|tidak ada)/,
    newPassword: /segera pilih kata sandi baru/,
    leaveIt: /jangan ikuti tautannya/,
    tellClinic: /segera beri tahu klinik/,
  },
}

const names = Object.keys(mailTexts.en.letters) as MailText[]
const [to, origin, clinicName] = ['somebody@example.test', 'https://clinic.test', 'Klinik Melati']

function written(text: MailText, locale: 'en' | 'id', { page }: Rule) {
  const link: Pick<Letter, 'link'> = page === 'forgot' || page === 'sign-in' ? {} : { link: { page, token: 'a-token' } }
  return compose({ to, locale, text, clinicName, origin, ...link })
}

test('every kind of mail has a text with a rule, and every rule a text', () => {
  expect(Object.keys(rules).sort()).toEqual([...names].sort())
  const kinds = new Set(names.map(name => name.replace(/_(?:known|staff|patient|short|waits)$/, '')))
  for (const kind of mailKinds) expect([...kinds, ...names], kind).toContain(kind)
})

describe.each(names.flatMap(name => [[name, 'en'] as const, [name, 'id'] as const]))('%s in %s', (name, locale) => {
  const rule = rules[name]
  if (!rule) throw new Error(`nobody wrote the rule for the mail ${name}`)
  const mail = written(name, locale, rule)
  const paragraphs = mail.text.split('\n\n')
  const { nothingToDo, ifNotYou, newPassword, leaveIt, tellClinic } = words[locale]

  test('says who writes, and to whom', () => {
    expect(paragraphs.at(-1)).toContain('Smart Healthcare')
    expect(paragraphs.at(-1)).toContain(to)
    expect(mail.text.includes(clinicName)).toBe(rule.clinic === true)
  })

  test('says what to do, with a link to its page', () => {
    const { button } = mailTexts[locale].letters[name]
    const path = rule.security || rule.tells ? `/${rule.page}/` : `/${rule.page}/#a-token`
    expect(paragraphs).toContain(`${button}: ${origin}${path}`)
  })

  test('says what to do if it was not you, and never to do nothing', () => {
    const said = paragraphs.filter(one => ifNotYou.test(one))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(rule.security ? newPassword : rule.tells ? tellClinic : leaveIt)
    if (!rule.security && !rule.tells) expect(mail.text).toContain(mailTexts[locale].keepLink)
    expect(mail.text).not.toMatch(nothingToDo)
  })

  test('is plain text, whole, in one language', () => {
    expect(`${mail.subject}\n${mail.text}`).not.toMatch(/[{}<>]|&\w+;/)
    expect(mail.subject).toMatch(/^.{8,90}$/)
    const other = mailTexts[locale === 'en' ? 'id' : 'en'].letters[name]
    for (const line of [other.subject, ...other.body, other.button, other.notYou])
      expect(paragraphs).not.toContain(line)
    for (const line of paragraphs.filter(one => !one.includes(origin))) {
      expect(mail.html).toContain(line.replaceAll('"', '&quot;'))
    }
  })
})
