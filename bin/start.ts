import { spawn } from 'node:child_process'
import { repairedNode } from './node-runtime'
import { outliveOutput } from './starters'

outliveOutput()

const node = repairedNode()
if (node === process.execPath) {
  const { launch } = await import('./launch')
  await launch()
} else {
  // The lock and the job queue need Node 22; this machine's is older and npm's copy was absent.
  const child = spawn(node, [...process.execArgv, 'bin/start.ts'], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code) => process.exit(code ?? 1))
}
