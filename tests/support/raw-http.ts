import { connect } from 'node:net'

export type RawAnswer = { status: number; head: string; body: string; answers: number }

const LIMIT_MS = 8_000

/** Sends these very bytes and gives back what came: for what clients of HTTP would put right first. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const chunks: Buffer[] = []
    const finish = () => {
      socket.destroy()
      resolve(asAnswer(Buffer.concat(chunks).toString('latin1')))
    }
    socket.setTimeout(LIMIT_MS, finish)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', finish)
    // A server that is done with a request may cut the rest of it off.
    socket.on('error', (error) => (chunks.length > 0 ? finish() : reject(error)))
  })
}

/** A request line and headers as they stand; the connection is closed after the answer. */
export function rawRequest(line: string, headers: readonly string[] = [], body = ''): string {
  return [line, ...headers, 'Connection: close', '', body].join('\r\n')
}

function asAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0),
    head,
    body: rest.join('\r\n\r\n'),
    answers: text.match(/^HTTP\/1\.[01] \d{3} /gm)?.length ?? 0,
  }
}
