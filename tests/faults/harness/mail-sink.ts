import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** How the mail server meets who comes: as it should, not now, never, slowly, or by hanging up. */
export type Manner = 'accept' | 'defer' | 'refuse' | 'slow' | 'reset-after-data'

const SLOWLY_MS = 400

/** A mail server whose manners may change, and what it was handed: each mail by its Message-ID. */
export class MailSink {
  readonly url: string
  readonly received: string[] = []
  manner: Manner = 'accept'
  /** Called with each mail before it is acknowledged. */
  beforeAnswer: (() => Promise<void>) | undefined
  readonly #server: SMTPServer
  readonly #sockets = new Set<Socket>()

  private constructor(port: number) {
    this.url = `smtp://127.0.0.1:${port}`
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => done(this.#refusal()),
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => void this.#take(Buffer.concat(chunks).toString('utf8'), done))
      },
    })
    this.#server.on('error', () => undefined)
    this.#server.server.on('connection', (socket: Socket) => this.#sockets.add(socket))
  }

  /** On a port that stays the same, so that it may go away and come back; 0 is any. */
  static async on(port = 0): Promise<MailSink> {
    const sink = new MailSink(port)
    await new Promise<void>((resolve) => sink.#server.listen(port, '127.0.0.1', resolve))
    const { port: taken } = sink.#server.server.address() as AddressInfo
    return Object.assign(sink, { url: `smtp://127.0.0.1:${taken}` })
  }

  get messageIds(): string[] {
    return this.received.map((mail) => /^Message-ID: <(.+)>/im.exec(mail)?.[1] ?? '')
  }

  async stop(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await stopped
  }

  #refusal(): Error | null {
    if (this.manner !== 'refuse' && this.manner !== 'defer') return null
    const responseCode = this.manner === 'refuse' ? 550 : 451
    return Object.assign(new Error('not now'), { responseCode })
  }

  async #take(mail: string, done: () => void): Promise<void> {
    this.received.push(mail)
    await this.beforeAnswer?.()
    if (this.manner === 'slow') await pause(SLOWLY_MS)
    if (this.manner !== 'reset-after-data') return done()
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }
}
