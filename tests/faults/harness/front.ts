import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What stands before several instances: it takes them by turns, goes on to the next where nobody
 * takes the connection, and asks again only what may be asked twice.
 */
export class Front {
  readonly address: string
  readonly #server: Server
  readonly #instances: readonly string[]
  #turn = 0

  private constructor(server: Server, instances: readonly string[]) {
    this.#server = server
    this.#instances = instances
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (asked, answer) => void this.#serve(asked, answer))
  }

  static async before(instances: readonly string[]): Promise<Front> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Front(server, instances)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = Buffer.concat(await asked.toArray())
    for (let tries = 0; tries < this.#instances.length; tries++) {
      const instance = this.#instances[this.#turn++ % this.#instances.length] ?? ''
      try {
        return await forward({ asked, body, answer, instance })
      } catch (error) {
        const wasTaken = (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED'
        if (answer.headersSent) return void answer.destroy()
        if (wasTaken && asked.method !== 'GET') break
      }
    }
    answer.writeHead(502).end()
  }
}

function forward(passing: {
  asked: IncomingMessage
  body: Buffer
  answer: ServerResponse
  instance: string
}): Promise<void> {
  const { asked, body, answer, instance } = passing
  return new Promise((resolve, reject) => {
    const headers = { ...asked.headers, connection: 'close' }
    const options = { method: asked.method, headers, agent: false }
    const onward: ClientRequest = request(new URL(asked.url ?? '/', instance), options, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.on('error', reject).on('end', resolve)
      got.pipe(answer)
    })
    onward.on('error', reject)
    onward.end(body)
  })
}
