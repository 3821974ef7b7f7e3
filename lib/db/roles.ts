import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'

export const APP_ROLES = ['app_web', 'app_job'] as const
export type AppRole = (typeof APP_ROLES)[number]

/** Undefined: the role keeps the password that it has. */
export type RolePasswords = Record<AppRole, string | undefined>

const INSUFFICIENT_PRIVILEGE = '42501'

export function rolePassword(secret: string, role: AppRole): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('base64url')
}

/** The address of the same database for a lesser role. */
export function urlForRole(ownerUrl: string, role: AppRole, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.toString()
}

/** The password in an address, if it is one for this role. */
export function passwordIn(url: string, role: AppRole): string | undefined {
  const { username, password } = new URL(url)
  return username === role && password ? decodeURIComponent(password) : undefined
}

/** Makes the two roles that web and jobs connect as, and sets their passwords. */
export async function ensureRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  for (const role of APP_ROLES) await ensureRole(client, role, passwords[role])
}

/** Lets the roles see which migrations are in, which readiness compares with the code. */
export async function grantSchemaReading(client: pg.Client): Promise<void> {
  await client.query(`GRANT SELECT ON _prisma_migrations TO ${APP_ROLES.join(', ')}`)
}

async function ensureRole(client: pg.Client, role: AppRole, password: string | undefined) {
  const existing = await client.query<{ safe: boolean }>(
    'SELECT NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb) AS safe FROM pg_roles WHERE rolname = $1',
    [role],
  )
  if (existing.rows[0]?.safe === false) {
    throw new Error(`The database role ${role} has rights that would let it read private drafts.`)
  }
  try {
    if (existing.rows.length === 0) await client.query(`CREATE ROLE ${role} LOGIN`)
    if (password) {
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(scram(password))}`)
    }
    const database = pg.escapeIdentifier(client.database ?? '')
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error
    if (!(await canConnect(client, role, password))) throw forbidden(client, error)
  }
}

// An administrator may have made the role with this password already: then there is nothing to do.
async function canConnect(client: pg.Client, user: AppRole, password: string | undefined) {
  const { host, port, database, ssl } = client
  const attempt = new pg.Client({ host, port, database, ssl, user, password: password ?? '' })
  try {
    await attempt.connect()
    return true
  } catch {
    return false
  } finally {
    await attempt.end().catch(() => undefined)
  }
}

// The verifier instead of the password, so that the password itself never reaches the server's log.
function scram(password: string, iterations = 4096): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  const verifier = `${storedKey}:${hmac('Server Key').toString('base64')}`
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${verifier}`
}

function forbidden(client: pg.Client, error: pg.DatabaseError): Error {
  const lines = APP_ROLES.flatMap((role) => [
    `  CREATE ROLE ${role} LOGIN PASSWORD '<a password of its own>';`,
    `  GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(client.database ?? '')} TO ${role};`,
  ])
  return new Error(
    [
      `The user of DATABASE_URL may not manage roles (${error.message}). As an administrator of the database, run`,
      ...lines,
      'and set DATABASE_URL_WEB and DATABASE_URL_JOB to addresses with these roles and passwords.',
    ].join('\n'),
  )
}
