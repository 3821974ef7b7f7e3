import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const OLDEST = 22

/** A Node that is new enough: this one, else the one from npm, fetched if its install script was skipped. */
export function repairedNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST) return process.execPath
  const directory = resolve('node_modules/node')
  const binary = resolve(directory, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(binary)) {
    console.log('Completing the installation of Node from the npm registry.')
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: directory })
  }
  if (existsSync(binary)) return binary
  throw new Error(
    `Rung needs Node ${OLDEST} or newer, and this is ${process.versions.node}. Run "npm ci" without --ignore-scripts, or install a newer Node.`,
  )
}
