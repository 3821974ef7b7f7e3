import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that keeps what it is given. */
export type MailCatcher = {
  url: string
  /** The newest mail to this address that leads to a page below this path: its link. */
  linkTo: (address: string, path: string) => Promise<string>
  count: () => number
  stop: () => Promise<void>
}

// Some are sent at once, the others each minute.
const PATIENCE_MS = 90_000

export async function startMailCatcher(): Promise<MailCatcher> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(readable(Buffer.concat(chunks).toString('utf8')))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    linkTo: (address, path) => waitForLink(mails, { address, path }),
    count: () => mails.length,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function waitForLink(
  mails: readonly string[],
  { address, path }: { address: string; path: string },
): Promise<string> {
  const link = new RegExp(`https?://[^\\s"<>]+${path}[^\\s"<>]*`)
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(200)) {
    const mail = mails.findLast((text) => text.includes(address) && link.test(text))
    const found = mail && link.exec(mail)?.[0]
    if (found) return found
  }
  throw new Error(`No mail to ${address} leads to ${path}.`)
}

// Long lines come folded, and an equals sign as its code.
function readable(mail: string): string {
  return mail.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
}
