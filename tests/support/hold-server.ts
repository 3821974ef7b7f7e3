import { acquireServer } from '@/lib/db/embedded/server'

// A process of its own that uses the server of a state directory until it is told to stop.
const [stateDirectory = ''] = process.argv.slice(2)
const server = await acquireServer({ stateDirectory })
process.on('message', async () => {
  await server.release()
  process.exit()
})
process.send?.({ pid: server.pid, port: server.port, wasStarted: server.wasStarted })
