import { spawn } from 'node:child_process'
import { ensureGenerated } from '@/lib/db/generate'
import { migrate } from '@/lib/db/migrate'
import { loadEnvironmentFile, openInstallation } from './installation'
import { onceAbandoned } from './starters'

// For developers: the same database as `npm start`, with pages rebuilt as their files change.
loadEnvironmentFile()
ensureGenerated()
const installation = await openInstallation()
await migrate(installation)
const port = process.env.PORT || '3000'
const child = spawn('next', ['dev', '--port', port], {
  stdio: 'inherit',
  env: {
    ...process.env,
    RUNG_SECRET: installation.secret,
    DATABASE_URL_WEB: installation.urls.app_web,
    DATABASE_URL_JOB: installation.urls.app_job,
    APP_ORIGIN: process.env.APP_ORIGIN || `http://localhost:${port}`,
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
onceAbandoned(() => child.kill('SIGTERM'))
child.on('exit', async (code) => {
  await installation.release()
  process.exit(code ?? 0)
})
