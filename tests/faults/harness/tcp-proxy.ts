import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What a network does to bytes on their way: in both directions alike, or only to what is answered. */
export type Mode =
  | { kind: 'pass' }
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  | { kind: 'cut'; afterBytes: number; isAnswerOnly?: boolean }
  | { kind: 'black-hole'; isAnswerOnly?: boolean }
  | { kind: 'reset' }

type Address = { host?: string; port: number }
type Link = { client: Socket; upstream: Socket | undefined; left: number }

/** A network of a test's own between somebody who connects and a server; it may change at any time. */
export class TcpProxy {
  readonly port: number
  readonly #server: Server
  readonly #links = new Set<Link>()
  #mode: Mode = { kind: 'pass' }

  private constructor(server: Server, target: Address) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (client) => this.#join(client, target))
  }

  static async to(target: Address): Promise<TcpProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new TcpProxy(server, target)
  }

  get connections(): number {
    return this.#links.size
  }

  /** From now on, for what is connected and for what will be; `reset` also ends what is connected. */
  set(mode: Mode): void {
    this.#mode = mode
    for (const link of [...this.#links]) {
      link.left = leftIn(mode)
      if (mode.kind === 'reset') this.#end(link)
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const link of [...this.#links]) this.#end(link)
    await closed
  }

  #join(client: Socket, target: Address): void {
    const link: Link = { client, upstream: undefined, left: leftIn(this.#mode) }
    this.#links.add(link)
    client.on('error', () => undefined).on('close', () => this.#end(link))
    if (this.#mode.kind === 'reset') this.#end(link)
    // What never answers does not even know the server.
    if (this.#mode.kind === 'reset') return
    if (this.#mode.kind === 'black-hole' && !this.#mode.isAnswerOnly) return
    const upstream = connect({ host: '127.0.0.1', ...target })
    link.upstream = upstream
    upstream.on('error', () => undefined).on('close', () => this.#end(link))
    void this.#carry(link, { from: client, to: upstream })
    void this.#carry(link, { from: upstream, to: client })
  }

  async #carry(link: Link, { from, to }: { from: Socket; to: Socket }): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) await this.#pass(link, to, chunk)
      to.end()
    } catch {
      this.#end(link)
    }
  }

  async #pass(link: Link, to: Socket, chunk: Buffer): Promise<void> {
    const mode = this.#mode
    const isSpared = 'isAnswerOnly' in mode && mode.isAnswerOnly && to === link.upstream
    if (mode.kind === 'black-hole' && !isSpared) return
    if (mode.kind === 'delay') await pause(mode.ms)
    if (mode.kind === 'throttle') await pause((chunk.length / mode.bytesPerSecond) * 1_000)
    const part = isSpared ? chunk : chunk.subarray(0, link.left)
    if (!isSpared) link.left -= part.length
    if (part.length > 0) await new Promise<void>((resolve) => to.write(part, () => resolve()))
    if (link.left === 0) this.#end(link)
  }

  #end(link: Link): void {
    if (!this.#links.delete(link)) return
    for (const socket of [link.client, link.upstream]) {
      if (socket && !socket.destroyed) socket.resetAndDestroy()
    }
  }
}

function leftIn(mode: Mode): number {
  return mode.kind === 'cut' ? mode.afterBytes : Number.POSITIVE_INFINITY
}
