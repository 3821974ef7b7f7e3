import { connect, Socket } from 'node:net'
import { constants } from 'node:os'

/** How long a connection may say nothing before the server is asked whether it is there at all. */
export const SILENCE_MS = 8_000

const PROBE_MS = 2_000
// Four times the silence is longer than the longest statement that is allowed anywhere.
const MOST_SILENCES = 4
// "May we use TLS?": what every PostgreSQL answers with one letter, before anybody has signed in.
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * A connection that does not wait for ever for a server that went without a word, whose own limits
 * cannot speak. It is given up as a whole: nothing half done goes back to the pool.
 */
export function watchedSocket(): Socket {
  const socket = new Socket()
  let silences = 0
  let heard = 0
  return socket.setTimeout(SILENCE_MS, async () => {
    silences = socket.bytesRead === heard ? silences + 1 : 1
    heard = socket.bytesRead
    if (silences < MOST_SILENCES && (await isAnswering(socket))) socket.setTimeout(SILENCE_MS)
    else socket.destroy(silence())
  })
}

function isAnswering({ remoteAddress, remotePort }: Socket): Promise<boolean> {
  // A socket of this machine has no port, and no network that could swallow the answer.
  if (!remoteAddress || !remotePort) return Promise.resolve(true)
  return new Promise((resolve) => {
    const probe = connect({ host: remoteAddress, port: remotePort })
    const settle = (answers: boolean) => {
      resolve(answers)
      probe.destroy()
    }
    probe.setTimeout(PROBE_MS, () => settle(false))
    probe.once('error', () => settle(false)).once('close', () => settle(false))
    probe.once('data', () => settle(true))
    probe.write(SSL_REQUEST)
  })
}

function silence(): Error {
  const { ETIMEDOUT } = constants.errno
  const about = { code: 'ETIMEDOUT', errno: -ETIMEDOUT, syscall: 'read' }
  return Object.assign(new Error('The database fell silent.'), about)
}
