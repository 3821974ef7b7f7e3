import { randomBytes, randomUUID } from 'node:crypto'
import { IncomingMessage, Server, ServerResponse } from 'node:http'

const isSecure = (process.env.APP_ORIGIN ?? '').startsWith('https://')
const isDevelopment = process.env.NODE_ENV === 'development'
const installed = Symbol.for('rung.headers')

const FIXED: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['X-Frame-Options', 'DENY'],
  ...(isSecure
    ? ([['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']] as const)
    : []),
]

// Plain names only: what a router could read as another path is dressed as a page.
const STATIC = /^\/_next\/static\/(?:[\w~-]+[./])*[\w~-]+$/

/**
 * Gives every answer its headers, whatever its status, before Next sees the request. Next's own
 * proxy would leave out files, can be skipped by a header, and costs a sixth of a page.
 */
export function installHeaders(): void {
  const marked = Server.prototype as { [installed]?: true }
  if (marked[installed]) return
  marked[installed] = true
  const emit = Server.prototype.emit
  Server.prototype.emit = function (this: Server, ...event: unknown[]): boolean {
    const [name, request, response] = event
    if (name === 'request' && isRequest(request) && isResponse(response)) dress(request, response)
    return Reflect.apply(emit, this, event)
  }
}

function isRequest(value: unknown): value is IncomingMessage {
  return value instanceof IncomingMessage
}

function isResponse(value: unknown): value is ServerResponse {
  return value instanceof ServerResponse
}

/** Next reads the nonce for its scripts from the policy among the headers of the request. */
function dress(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '/'
  for (const [name, value] of FIXED) response.setHeader(name, value)
  if (STATIC.test(url)) return
  const policy = contentSecurityPolicy(randomBytes(18).toString('base64'))
  request.headers['content-security-policy'] = policy
  request.headers['x-request-id'] = randomUUID()
  request.headers['x-rung-path'] = withoutRefetch(url)
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('Cache-Control', 'private, no-store')
  if (isAfterSignOut(request, url)) {
    response.setHeader('Clear-Site-Data', '"cache", "storage"')
  }
}

// Next marks its own refetches of a page in the address.
function withoutRefetch(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*(&|$)/, (_, before, after) => (after ? before : ''))
}

// Unsaved texts in the browser go too; only by our own pages, so that no foreign link can wipe them.
function isAfterSignOut({ headers }: IncomingMessage, url: string): boolean {
  return /^\/sign-in\?(?:.*&)?signed-out\b/.test(url) && headers['sec-fetch-site'] === 'same-origin'
}

function contentSecurityPolicy(nonce: string): string {
  const scripts = `'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    "worker-src 'self'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
