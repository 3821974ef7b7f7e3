import * as client from 'openid-client'
import { log } from '@/lib/log'
import { isPrivate, type SingleSignOn } from './settings'

export type Provider = client.Configuration
export type RawClaims = Record<string, unknown>

/** `provider`: it did not answer, or not as OpenID Connect says; `refused-there`: it said no. */
export type ProviderFailure = 'provider' | 'refused-there' | 'answer'
export type Redeemed = { claims: RawClaims } | { failure: ProviderFailure }

const TIMEOUT_SECONDS = 5
const KEPT_MS = 60 * 60 * 1000

let kept: { about: string; at: number; provider: Promise<Provider> } | undefined

/** The provider as it describes itself at its issuer address; asked once an hour. */
export function knownProvider(settings: SingleSignOn): Promise<Provider> {
  const about = JSON.stringify([settings.issuer, settings.clientId, settings.clientSecret])
  if (kept?.about === about && performance.now() - kept.at < KEPT_MS) return kept.provider
  const provider = discoverProvider(settings)
  const asked = { about, at: performance.now(), provider }
  kept = asked
  provider.catch((error) => {
    if (kept === asked) kept = undefined
    logFailure(error)
  })
  return provider
}

/** Asks the provider anew. The only address asked is that of the settings; redirects are not followed. */
export async function discoverProvider(settings: SingleSignOn): Promise<Provider> {
  const { issuer, clientId, clientSecret } = settings
  const isLoopback = new URL(issuer).protocol === 'http:'
  const provider = await client.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientAuthentication(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLoopback ? [client.allowInsecureRequests] : []),
      ],
    },
  )
  assertPrivate(provider.serverMetadata())
  return provider
}

/** Where the browser is sent to sign in. */
export async function authorizationAddress(
  provider: Provider,
  ask: {
    redirect: string
    scopes: string
    secrets: { state: string; nonce: string; verifier: string }
    isStepUp: boolean
  },
): Promise<URL> {
  return client.buildAuthorizationUrl(provider, {
    redirect_uri: ask.redirect,
    scope: ask.scopes,
    state: ask.secrets.state,
    nonce: ask.secrets.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(ask.secrets.verifier),
    code_challenge_method: 'S256',
    ...(ask.isStepUp ? { prompt: 'login', max_age: '0' } : {}),
  })
}

/** Exchanges the code for what the provider says of the person; every check has passed then. */
export async function redeemCode(
  provider: Provider,
  answer: URL,
  {
    secrets,
    rolesClaim,
  }: {
    secrets: { state: string; nonce: string; verifier: string }
    rolesClaim: string | null
  },
): Promise<Redeemed> {
  try {
    const tokens = await client.authorizationCodeGrant(provider, answer, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return { failure: 'answer' }
    const wanted = ['email', ...(rolesClaim ? [rolesClaim.split('.')[0] ?? rolesClaim] : [])]
    const isWhole = wanted.every((name) => Object.hasOwn(claims, name))
    if (isWhole || !provider.serverMetadata().userinfo_endpoint) return { claims: { ...claims } }
    // Many providers keep the token small and tell the address only when asked.
    const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
    return { claims: { ...more, ...claims } }
  } catch (error) {
    logFailure(error)
    return { failure: failureOf(error) }
  }
}

/** Where the browser ends its session at the provider too; null where the provider has no such place. */
export function endSessionAddress(provider: Provider, back: string): URL | null {
  if (!provider.serverMetadata().end_session_endpoint) return null
  return client.buildEndSessionUrl(provider, { post_logout_redirect_uri: back })
}

// As the provider says; by the standard, a provider that says nothing takes the header.
function clientAuthentication(secret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

function assertPrivate(server: client.ServerMetadata): void {
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = server
  for (const needed of [authorization_endpoint, token_endpoint, jwks_uri]) {
    if (!needed) throw new Error('The provider does not name all of its addresses.')
  }
  const named = [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint]
  for (const address of [...named, server.end_session_endpoint]) {
    if (address && !isPrivate(new URL(address))) throw new Error('An address is not https.')
  }
}

// For the operator: what the provider calls it, such as invalid_client, and never what it sent.
function logFailure(error: unknown): void {
  const said = error instanceof client.ResponseBodyError ? error.error : ''
  const code = error instanceof client.ClientError ? error.code : undefined
  const word = /^[a-z_]{1,60}$/.test(said) ? said : undefined
  log.warn({ where: 'single sign-on', code, word }, 'the provider did not answer as it should')
}

const UNREACHABLE = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM']

function failureOf(error: unknown): ProviderFailure {
  if (error instanceof client.AuthorizationResponseError) return 'refused-there'
  if (error instanceof client.ClientError) {
    const code = error.code ?? ''
    // The library knows no code for a connection that fails.
    return UNREACHABLE.includes(code) || code === '' ? 'provider' : 'answer'
  }
  return error instanceof TypeError ? 'provider' : 'answer'
}
