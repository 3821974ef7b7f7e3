import { spawnSync } from 'node:child_process'
import { repairedNode } from './node-runtime'

const node = repairedNode()
if (node === process.execPath) {
  const { launch } = await import('./launch')
  await launch()
} else {
  // Node's own lock and the job queue need Node 22; this machine's is older and npm's copy was absent.
  const { status } = spawnSync(node, [...process.execArgv, 'bin/start.ts'], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}
