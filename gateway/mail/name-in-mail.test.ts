import { expect, test } from 'vitest'
import { compose } from './compose.ts'
import { nameInMail } from './name-in-mail.ts'
import { type MailText, mailTexts } from './texts.ts'

test.each([
  ['Klinik Harapan', 'Klinik Harapan'],
  ['Praktik dr.Rina', 'Praktik dr. Rina'],
  ['Klinik 24 Jam', 'Klinik 24 Jam'],
  ['Pay at https://evil.example/pay', 'Pay at https evil. example pay'],
  ['www.evil.example', 'www. evil. example'],
  ['call +62 812-3456-7890 now', 'call … now'],
  ['write to a@b.co', 'write to a b. co'],
  ['one\nSubject: two', 'one Subject: two'],
  ['\u202egnp.evil', 'gnp. evil'],
])('%j is shown as %j', (name, shown) => {
  expect(nameInMail(name)).toBe(shown)
})

test('a message instead of a name is cut off', () => {
  expect(nameInMail('Your account is locked and '.repeat(9))).toBe(
    'Your account is locked and Your account is locked and Your…',
  )
})

const texts = Object.keys(mailTexts.en.letters) as MailText[]
const letter = { to: 'a@b.test', origin: 'https://clinic.test', clinicName: 'Win now: https://evil.example/win' }

test.each(texts)('no name stands in the subject of %s, and none is a link in it', text => {
  for (const locale of ['en', 'id'] as const) {
    const mail = compose({ ...letter, text, locale })
    expect(mail.subject).not.toMatch(/Win|\{/)
    for (const body of [mail.text, mail.html]) expect(body).not.toMatch(/evil\.example|:\/\/evil/)
  }
})
