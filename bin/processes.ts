import { join } from 'node:path'
import { Child } from './child'
import { type Installation, stateDirectory } from './installation'
import { WEB } from './server-build'

export type Listening = { port: number; host: string }

// What the children may inherit. The owner's DATABASE_URL is not among it.
const INHERITED =
  /^(PATH|HOME|LANG|LC_\w+|TZ|SYSTEMROOT|TEMP|TMPDIR|NODE_EXTRA_CA_CERTS|LOG_LEVEL|SMTP_URL|MAIL_\w+|OIDC_\w+|APP_ORIGIN|AUDIT_ANCHOR_FILE|ERASURE_LOG_FILE|RUNG_\w+)$/

/** The web server and the worker, each with the settings and the database role that it needs. */
export function startProcesses(installation: Installation, listening: Listening): Child[] {
  const logs = join(stateDirectory(), 'logs')
  const web = new Child({
    name: 'web server',
    args: WEB,
    env: () => ({
      ...commonEnvironment(installation),
      DATABASE_URL_WEB: installation.urls.app_web,
      PORT: String(listening.port),
      HOSTNAME: listening.host,
    }),
    logFile: join(logs, 'web.log'),
  })
  const worker = new Child({
    name: 'worker',
    args: ['--conditions=react-server', '--import', 'tsx', 'bin/worker.ts'],
    env: () => ({
      ...commonEnvironment(installation),
      DATABASE_URL_JOB: installation.urls.app_job,
    }),
    logFile: join(logs, 'worker.log'),
  })
  return [web, worker]
}

function commonEnvironment({ secret }: Installation): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => INHERITED.test(name))
  return { ...Object.fromEntries(inherited), NODE_ENV: 'production', RUNG_SECRET: secret }
}
