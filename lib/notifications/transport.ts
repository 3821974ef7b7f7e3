import 'server-only'
import nodemailer, { type Transporter } from 'nodemailer'

export type Mail = {
  id: string
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

/** The far end of mail: hands over one message, or throws. */
export type MailTransport = { send: (mail: Mail) => Promise<void>; close: () => void }

export function openTransport(smtpUrl: string, origin: string): MailTransport {
  const domain = new URL(origin).hostname
  const transporter: Transporter = nodemailer.createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
    },
    { from: { name: 'Rung', address: `no-reply@${domain}` } },
  )
  return {
    send: async ({ id, ...mail }) => {
      await transporter.sendMail({
        ...mail,
        // The same at every try, so that a receiver can tell a repetition.
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transporter.close(),
  }
}
