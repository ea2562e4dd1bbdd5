/** Characters of a clinic's name that a mail shows. */
const longest = 60

/**
 * A clinic's name as a mail shows it. Whoever registers a clinic chooses its name, and our domain sends the mail: so the name is no link, no
 * telephone number, no second line, and too short for a message. Names from before `name` of input/text.ts refused links are cleaned here, too.
 */
export function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/:\/\/|[\\/@<>[\](){}|]/g, ' ')
    // With a gap behind its dot nothing is taken for a domain: `dr.Rina` becomes `dr. Rina`, `evil.example` becomes `evil. example`.
    .replace(/[.\u3002\uff0e](?=\S)/g, '. ')
    .replace(/\+?\d(?:[ .-]?\d){5,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...plain]
  return characters.length <= longest
    ? plain
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trim()}…`
}
