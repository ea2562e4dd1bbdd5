import * as v from 'valibot'
import { email as plainEmail } from '#shared/input/text'
import { roles } from '#shared/permissions'

/** A mail address as it is kept and compared: NFC, trimmed, lower case. */
export const address = v.pipe(
  plainEmail,
  v.transform(value => value.toLowerCase()),
)

/** A password on its way in, 200 characters at most: nothing is trimmed, nothing cut off. Whether it is good enough is the verb's to say. */
export const password = v.pipe(
  v.string(),
  v.minLength(1),
  // A character may take two units; a text of lone halves of them has no form to hash.
  v.maxLength(400),
  v.check(value => value.isWellFormed(), 'lone_surrogate'),
  v.check(value => [...value.normalize('NFC')].length <= 200, 'max_length'),
)

/** What a door takes and throws away: whoever typed it has not proved the mailbox yet. The mailed link asks for the password. */
export const ignoredPassword = v.optional(v.pipe(v.string(), v.maxLength(400)))

/** Of a link in a mail, or as printed on paper: letters, digits, hyphens, dots. */
export const token = v.pipe(v.string(), v.regex(/^[\w.-]{8,400}$/, 'token'))

/** The same for an invitation, whose printed code people type with spaces. */
export const linkOrCode = v.pipe(v.string(), v.regex(/^[\w. -]{8,400}$/, 'token'))

/** Of a sign-in that waits for its second factor. */
export const mfaToken = v.pipe(v.string(), v.regex(/^[\w.-]{8,2000}$/, 'token'))

/** Six digits of an authenticator, or a recovery code. */
export const code = v.pipe(v.string(), v.regex(/^[\w -]{6,24}$/, 'code'))

export const staffRoles = v.pipe(
  v.array(v.picklist(roles)),
  v.minLength(1),
  v.maxLength(5),
  v.check(list => new Set(list).size === list.length, 'unique'),
)
