import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { rolePassword } from '@/lib/db/roles'
import { PRODUCT_DATA, productDatabase, rows } from '../../support/product'
import { rawRequest, sendRaw } from '../../support/raw-http'
import { productState, startAndWait } from '../../support/second-instance'
import { PAGES } from '../inventory'
import { readWorld } from '../world'
import { as, closeDesk, PORT } from './desk'

test.afterAll(closeDesk)

const GOOD = 'v3ry-L0ng-and-unlikely-to-be-guessed-Zq81'

test('K05 a web process with weak settings does not start, and says which and not what', async () => {
  test.setTimeout(180_000)
  const { port, superuserPassword } = JSON.parse(
    readFileSync(join(PRODUCT_DATA, 'postgres.json'), 'utf8'),
  ) as { port: number; superuserPassword: string }
  const owner = `postgresql://postgres:${superuserPassword}@127.0.0.1:${port}/rung`
  const weak: [
    name: string,
    value: string | undefined,
    more?: Record<string, string | undefined>,
  ][] = [
    ['RUNG_SECRET', undefined],
    ['RUNG_SECRET', 'short-Zk3'],
    ['RUNG_SECRET', 'change-me-6f1c8a2b9d3e7f40517a2c'],
    ['RUNG_SECRET', 'a'.repeat(64)],
    ['RUNG_SECRET', 'change-me-6f1c8a2b9d3e7f40517a2c', { NODE_ENV: 'development' }],
    ['APP_ORIGIN', undefined, { RUNG_CONTAINER: '1' }],
    ['APP_ORIGIN', 'rung.example.org'],
    ['APP_ORIGIN', 'https://rung.example.org/path'],
    ['DATABASE_URL_WEB', undefined],
    ['DATABASE_URL_WEB', 'mysql://root:hidden@db/rung'],
    ['DATABASE_URL_WEB', owner],
  ]
  for (const [name, value, more = {}] of weak) {
    const { code, said } = await startAndWait(PORT + 302, {
      RUNG_SECRET: GOOD,
      ...more,
      [name]: value,
    })
    expect(code, `${name}=${value} ${said}`).toBe(1)
    expect(said).toContain(name)
    if (value) expect(said).not.toContain(value)
    expect(said).not.toContain(superuserPassword)
  }
})

test('K06 what browsers get holds no secret, no path of the server and no map of the source', async () => {
  const { secret } = productState()
  const files = globSync('.next/static/**/*', { withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  expect(files.length).toBeGreaterThan(20)
  const secrets = [
    secret,
    rolePassword(secret, 'app_web'),
    'postgresql://',
    'DATABASE_URL',
    'RUNG_SECRET',
    'OIDC_CLIENT_SECRET',
    process.cwd(),
    'sourceMappingURL',
    'password_hash',
    'lib/policy',
  ]
  const wrong: string[] = []
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    if (file.name.endsWith('.map')) wrong.push(path)
    const text = readFileSync(path, 'latin1')
    for (const word of secrets)
      if (text.includes(word)) wrong.push(`${path} holds ${word.slice(0, 20)}`)
  }
  expect(wrong).toEqual([])
  const client = await as('admin')
  const world = await readWorld()
  for (const { url } of Object.values(PAGES).flatMap((rule) => rule.visits(world))) {
    const text = await (await client.get(url)).text()
    for (const word of secrets.slice(0, 7))
      expect(text.includes(word), `${url} ${word.slice(0, 12)}`).toBe(false)
    for (const [, script] of text.matchAll(/src="(\/_next\/static\/[^"]+\.js)"/g))
      expect((await client.get(`${script}.map`)).status()).toBe(404)
    break
  }
})

test('K07 strangers learn nothing of the machine', async () => {
  const client = await as('anon')
  for (const url of ['/api/health/live', '/api/health/ready']) {
    const answer = await client.get(url)
    expect(await answer.json(), url).toEqual({ status: 'ok' })
  }
  const probes = [
    '/_next/',
    '/_next/static/',
    '/_next/static/chunks/',
    '/_next/image?url=%2Fx&w=64&q=75',
    '/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75',
    '/_next/data/x/index.json',
    '/.git/config',
    '/.env',
    '/.env.production',
    '/server-status',
    '/package.json',
    '/BUILD_ID',
    '/server.js',
    '/web.mjs',
    '/headers.mjs',
    '/.next/BUILD_ID',
    '/node_modules/next/package.json',
    '/api',
    '/api/health',
    '/api/health/live/x',
    '/metrics',
    '/debug',
    '/__nextjs_original-stack-frames',
    '/_next/webpack-hmr',
    '/wp-login.php',
    '/api/auth/session',
    '/_next/static/..%2f..%2fpackage.json',
    '/_next/static/%2e%2e/server.js',
  ]
  for (const url of probes) {
    const answer = await sendRaw(
      PORT,
      rawRequest(`GET ${url} HTTP/1.1`, [`Host: localhost:${PORT}`]),
    )
    expect(
      answer.status === 400 ||
        answer.status === 404 ||
        (answer.status >= 300 && answer.status < 400),
      `${url}: ${answer.status}`,
    ).toBe(true)
    expect(answer.head, url).not.toMatch(/^(server|x-powered-by):/im)
    expect(answer.body, url).not.toMatch(
      /Index of|"dependencies"|\bat \w+ \(|Next\.js \d|node v?\d\d|PostgreSQL \d/i,
    )
  }
})

test('K08 the role of the web process can do nothing that is not its own', async () => {
  const { secret, port } = productState()
  const web = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'app_web',
    password: rolePassword(secret, 'app_web'),
    database: 'rung',
  })
  await web.connect()
  try {
    for (const statement of FORBIDDEN_TO_WEB) {
      // This one is refused in a transaction whoever asks.
      if (!statement.startsWith('ALTER SYSTEM')) await web.query('BEGIN')
      const code = await web.query(statement).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      )
      await web.query('ROLLBACK')
      expect(['42501', '0A000', '55000', '22023', '2BP01'], `${statement}: ${code}`).toContain(code)
    }
    const { rows: seen } = await web.query('SELECT count(*)::int AS count FROM drafts')
    expect(seen, 'no draft without an author').toEqual([{ count: 0 }])
  } finally {
    await web.end()
  }
  expect(await productDatabase()).toBeTruthy()
  const [role] = await rows<{ free: boolean }>(
    `SELECT NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication) AS free
     FROM pg_roles WHERE rolname = 'app_web'`,
  )
  expect(role?.free).toBe(true)
})

const FORBIDDEN_TO_WEB = [
  `UPDATE audit_events SET action = 'x'`,
  'DELETE FROM audit_events',
  'TRUNCATE audit_events',
  'DELETE FROM audit_seals',
  `INSERT INTO audit_seals DEFAULT VALUES`,
  `UPDATE submissions SET body = '{}'`,
  'DELETE FROM packets',
  `UPDATE packets SET payload = '{}'`,
  'DROP TABLE people',
  'ALTER TABLE audit_events DISABLE TRIGGER ALL',
  'ALTER TABLE drafts DISABLE ROW LEVEL SECURITY',
  'CREATE TABLE public.mine (id int)',
  `CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  `COPY people TO PROGRAM 'cat'`,
  `COPY people FROM '/etc/passwd'`,
  `SELECT pg_read_file('/etc/passwd')`,
  `SELECT pg_ls_dir('/')`,
  `SELECT lo_import('/etc/passwd')`,
  'SET ROLE postgres',
  'SET ROLE migrator',
  'SET SESSION AUTHORIZATION postgres',
  `SET session_replication_role = replica`,
  'CREATE EXTENSION dblink',
  `ALTER SYSTEM SET log_statement = 'all'`,
  `ALTER ROLE app_web SUPERUSER`,
  'CREATE ROLE other LOGIN SUPERUSER',
  'SELECT * FROM pg_authid',
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user AND pid <> pg_backend_pid()',
]

test('G08 logs hold no text, no name and no address of anybody', async () => {
  const people = await rows<{ name: string; email: string }>('SELECT name, email FROM people')
  for (const file of ['logs/web.log', 'logs/worker.log', 'postgres/server.log']) {
    const text = readFileSync(join(PRODUCT_DATA, file), 'utf8')
    expect(text.match(/canary-[a-z]+-\w+|\$argon2\w*|rung\.sid=[\w-]+/)?.[0], file).toBeUndefined()
    for (const { name, email } of people) {
      expect(text.includes(email), `${file} holds ${email}`).toBe(false)
      expect(text.includes(name), `${file} holds ${name}`).toBe(false)
    }
  }
})
