/** A mail that is ready: plain text, and the same as simple HTML. It holds no patient's data, not even a name; only a link. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

/** The one way out for mails. Another provider is another function of this type. */
export interface Mailer {
  /** @throws where it was not taken; it is then sent again later. */
  send(mail: Mail): Promise<void>
}

/** Mails through the platform's binding. Locally they are kept for reading and go nowhere. */
export function platformMailer({ MAIL, MAIL_FROM }: Pick<GatewayEnv, 'MAIL' | 'MAIL_FROM'>): Mailer {
  return {
    async send(mail) {
      await MAIL.send({ ...mail, from: { email: MAIL_FROM, name: 'Smart Healthcare' } })
    },
  }
}
