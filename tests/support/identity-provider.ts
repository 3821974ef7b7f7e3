import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Configuration, Provider } from 'oidc-provider'

export type ProviderAccount = {
  email?: string
  emailVerified?: boolean
  groups?: string[]
}

/** Changes the provider's answer at the token endpoint before Rung sees it; `key` is the real one. */
export type Tampering = (
  token: { header: Record<string, unknown>; payload: Record<string, unknown>; text: string },
  key: KeyObject,
) => string

export const CLIENT = {
  id: 'rung-in-tests',
  secret: 'p4ssing-Through-Loopback-Only-71',
  otherId: 'somebody-elses-application',
}

/**
 * A real OpenID provider on loopback. Its sign-in page asks for an account's name only; `accounts`
 * may be changed while it runs.
 */
export class IdentityProvider {
  readonly accounts = new Map<string, ProviderAccount>()
  /** What came in, as method and path. */
  readonly requests: string[] = []
  tampering: Tampering | null = null
  /** Answers nothing but this status while it is set. */
  outage: number | null = null
  readonly issuer: string
  readonly #server: Server
  readonly #provider: Provider
  readonly #key: KeyObject

  private constructor(server: Server, redirects: { sign: string; out: string }) {
    this.#server = server
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#key = privateKey
    this.#provider = new Provider(this.issuer, this.#configuration(redirects))
    this.#provider.on('server_error', (_, error) => console.error('provider:', error))
    server.on('request', (request, response) => this.#answer(request, response))
  }

  static async start(origin: string): Promise<IdentityProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new IdentityProvider(server, {
      sign: `${origin}/api/auth/oidc/callback`,
      out: `${origin}/sign-in?signed-out=1`,
    })
  }

  /** The settings with which Rung uses this provider. */
  settings(more: Record<string, string> = {}): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Larkspur ID',
      OIDC_ALLOWED_DOMAINS: 'example.org',
      ...more,
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #configuration(redirects: { sign: string; out: string }): Configuration {
    return {
      clients: [CLIENT.id, CLIENT.otherId].map((id) => ({
        client_id: id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirects.sign],
        post_logout_redirect_uris: [redirects.out],
      })),
      jwks: { keys: [{ ...this.#key.export({ format: 'jwk' }), kid: 'test', use: 'sig' }] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], groups: ['groups'] },
      scopes: ['openid', 'email', 'profile', 'groups'],
      cookies: { keys: [randomBytes(24).toString('hex')] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, id) => {
        const account = this.accounts.get(id)
        return account && { accountId: id, claims: () => claimsOf(id, account) }
      },
      // Whoever signs in has agreed already, as in a provider that a company runs.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId,
          accountId: oidc.session?.accountId,
        })
        grant.addOIDCScope('openid email profile groups')
        await grant.save()
        return grant
      },
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    this.requests.push(`${request.method} ${path}`)
    if (this.outage !== null) {
      response.writeHead(this.outage).end()
      return
    }
    if (path.startsWith('/interaction/')) await this.#interact(request, response)
    else if (path === '/token' && this.tampering) await this.#tamper(request, response)
    else this.#provider.callback()(request, response)
  }

  async #interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(LOGIN_PAGE)
      return
    }
    const form = new URLSearchParams(await textOf(request))
    const accountId = form.get('login') ?? ''
    const result = this.accounts.has(accountId)
      ? { login: { accountId } }
      : { error: 'access_denied', error_description: 'no such account' }
    await this.#provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    })
  }

  async #tamper(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const held = new ServerResponse(request)
    const chunks: Buffer[] = []
    held.write = ((chunk: Buffer) => chunks.push(Buffer.from(chunk)) > 0) as typeof held.write
    const ended = new Promise<void>((resolve) => {
      held.end = ((chunk?: Buffer) => {
        if (chunk) chunks.push(Buffer.from(chunk))
        resolve()
        return held
      }) as typeof held.end
    })
    this.#provider.callback()(request, held)
    await ended
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { id_token?: string }
    if (body.id_token && this.tampering) {
      body.id_token = this.tampering(decoded(body.id_token), this.#key)
    }
    response
      .writeHead(held.statusCode, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body))
  }
}

const LOGIN_PAGE = `<!doctype html><html lang="en"><title>Larkspur ID</title><main><h1>Larkspur ID</h1>
<form method="post"><label>Account <input name="login" autofocus></label><button>Go on</button></form></main>`

function claimsOf(sub: string, { email, emailVerified, groups }: ProviderAccount) {
  return {
    sub,
    ...(email === undefined ? {} : { email }),
    ...(emailVerified === undefined ? {} : { email_verified: emailVerified }),
    ...(groups === undefined ? {} : { groups }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function decoded(text: string) {
  const [header = '', payload = ''] = text.split('.')
  const part = (value: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(value, 'base64url').toString())
  return { header: part(header), payload: part(payload), text }
}
