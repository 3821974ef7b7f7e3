import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { Duplex } from 'node:stream'

const isDevelopment = process.env.NODE_ENV === 'development'
const installed = Symbol.for('rung.headers')

const FIXED: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['X-Frame-Options', 'DENY'],
]
const HSTS = ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'] as const

// Plain names only: what a router could read as another path is dressed as a page.
const STATIC = /^\/_next\/static\/(?:[\w~-]+[./])*[\w~-]+$/

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const READS = ['GET', 'HEAD']
const KB = 1024
// Files to import, and a ladder's text, are the only large things that people send.
const LARGE_BODIES = /^\/api\/(imports|ladder\/drafts)\//
const LARGEST_BODY = 8 * KB * KB
const USUAL_BODY = 256 * KB
const MOST_DISCARDED = 64 * KB * KB

// By these Next talks to itself; `x-action-forwarded` is not among them because it does so by HTTP.
const INTERNAL =
  /^(x-middleware-|x-invoke-|x-nextjs-data$|x-nextjs-rewritten|x-matched-path$|x-now-route|x-prerender-|next-resume|x-rung-)/

/**
 * Gives every answer its headers, whatever its status, and refuses what no page of ours sends,
 * before Next sees the request. Next's own proxy would leave out files, can be skipped by a header,
 * and costs a sixth of a page.
 */
export function installHeaders(): void {
  const marked = Server.prototype as { [installed]?: true }
  if (marked[installed]) return
  marked[installed] = true
  const emit = Server.prototype.emit
  Server.prototype.emit = function (this: Server, ...event: unknown[]): boolean {
    const [name, request, other] = event
    if (isRequest(request) && name === 'upgrade') return hangUp(other, '400 Bad Request')
    if (isRequest(request) && name === 'connect') return hangUp(other, '405 Method Not Allowed')
    if (isRequest(request) && isResponse(other) && REQUESTS.has(name)) {
      dress(request, other)
      if (isRefused(request, other)) return true
    }
    return Reflect.apply(emit, this, event)
  }
}

const REQUESTS = new Set<unknown>(['request', 'checkContinue', 'checkExpectation'])

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
  if (isSecure()) response.setHeader(...HSTS)
  tidy(request)
  if (STATIC.test(url)) return
  const policy = contentSecurityPolicy(freshNonce())
  request.headers['content-security-policy'] = policy
  request.headers['x-request-id'] = randomUUID()
  request.headers['x-rung-path'] = withoutRefetch(url)
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('Cache-Control', 'private, no-store')
  if (isAfterSignOut(request, url)) {
    response.setHeader('Clear-Site-Data', '"cache", "storage"')
  }
}

// Drawn for many requests at once, each given once: a draw costs half as much as the rest of `dress`.
let drawn = Buffer.alloc(0)
function freshNonce(): string {
  if (drawn.length === 0) drawn = randomBytes(1_800)
  const nonce = drawn.toString('base64', 0, 18)
  drawn = drawn.subarray(18)
  return nonce
}

/** Nothing that a client says about where it is, or in Next's name, reaches a page. */
function tidy({ headers, socket }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (INTERNAL.test(name)) delete headers[name]
  const from = socket.remoteAddress ?? ''
  if (isIP(from) && !isProxy(from)) headers['x-forwarded-for'] = from
  const origin = process.env.APP_ORIGIN
  // A weak setting is told by lib/env, which ends the process.
  if (!origin || !URL.canParse(origin)) return
  headers.host = new URL(origin).host
  headers['x-forwarded-host'] = headers.host
  headers['x-forwarded-proto'] = isSecure() ? 'https' : 'http'
  // A page without a referrer sends its forms with this origin when no script does it; of whose
  // page it is, the browser tells as well, and no page can make it lie.
  const isOwn = headers.origin === 'null' && headers['sec-fetch-site'] === 'same-origin'
  if (isOwn) headers.origin = origin
}

// Limits of a network are for whoever asks: only a proxy of ours tells of somebody else.
function isProxy(address: string): boolean {
  proxies ??= proxiesOf(process.env.RUNG_PROXY ?? '')
  return proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

let proxies: BlockList | undefined

function proxiesOf(setting: string): BlockList {
  const list = new BlockList()
  for (const place of ['127.0.0.0/8', '::1', ...setting.split(',')]) {
    const [address = '', bits] = place.trim().split('/')
    const [whole, family] = isIPv6(address) ? ([128, 'ipv6'] as const) : ([32, 'ipv4'] as const)
    if (isIP(address)) list.addSubnet(address, Number(bits ?? whole), family)
  }
  return list
}

type Refusal = { status: number; message: string; headers?: Record<string, string> }

function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = refusalOf(request)
  if (!refusal) {
    capBody(request, response)
    return false
  }
  answer(response, refusal)
  if (refusal.status === 403) countForeign()
  if (refusal.status === 413) discard(request)
  return true
}

function refusalOf(request: IncomingMessage): Refusal | undefined {
  const { method = '', url = '', headers } = request
  if (!METHODS.includes(method)) {
    const allow = { Allow: METHODS.join(', ') }
    return { status: 405, message: 'There is no such method here.', headers: allow }
  }
  if (!url.startsWith('/')) return { status: 400, message: 'Ask for a path of this site.' }
  if (STATIC.test(url)) return undefined
  if (isForeign(request)) {
    return { status: 403, message: 'This request did not come from a page of this site.' }
  }
  if (Number(headers['content-length']) > bodyLimit(url)) return tooLarge(url)
  return isPaced(request) ? TOO_MANY : undefined
}

/** What another site makes a browser send; it may link to a page here, and that is all. */
function isForeign({ method = '', url = '', headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  const isRead = READS.includes(method)
  if (site === 'cross-site' || site === 'same-site') {
    const isLink = headers['sec-fetch-mode'] === 'navigate' && isRead
    if (!isLink || FRAMES.test(String(headers['sec-fetch-dest'] ?? ''))) return true
  }
  const { origin } = headers
  // Handlers tell by themselves, and keep a record; of an action Next would make an error page.
  return !isRead && !url.startsWith('/api/') && origin !== undefined && origin !== ownOrigin(origin)
}

// lib/audit/edge makes a row of it; this file stands alone when the server starts.
function countForeign(): void {
  const shared = globalThis as { rungForeignRequests?: number }
  shared.rungForeignRequests = (shared.rungForeignRequests ?? 0) + 1
}

const FRAMES = /^(iframe|frame|embed|object)$/

function ownOrigin(otherwise: string): string {
  return process.env.APP_ORIGIN ?? otherwise
}

function bodyLimit(url: string): number {
  return LARGE_BODIES.test(url) ? LARGEST_BODY : USUAL_BODY
}

function tooLarge(url: string): Refusal {
  return { status: 413, message: `This is larger than ${bodyLimit(url) / KB} kB.` }
}

// A client that is cut off while it sends never reads its answer; so it may go on for a while.
function discard(request: IncomingMessage): void {
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MOST_DISCARDED) request.socket.destroy()
  })
}

/** A body of untold length is counted as it comes; node hands each piece to `push`. */
function capBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['transfer-encoding'] === undefined) return
  const url = request.url ?? '/'
  const push = request.push
  let size = 0
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    size += Buffer.isBuffer(chunk) ? chunk.length : 0
    if (size <= bodyLimit(url)) return push.call(request, chunk, encoding)
    if (!response.headersSent) answer(response, tooLarge(url))
    request.socket.destroySoon()
    return false
  }
}

const TOO_MANY: Refusal = {
  status: 429,
  message: 'Too many requests. Wait a minute, then load the page again.',
  headers: { 'Retry-After': '60' },
}

/**
 * The sessions that have asked for too much lately (lib/audit/pace keeps them, by the hash of their
 * cookie). What somebody is writing is still saved.
 */
function isPaced({ method, url = '', headers }: IncomingMessage): boolean {
  const { rungPaced } = globalThis as { rungPaced?: ReadonlyMap<string, number> }
  if (!rungPaced || rungPaced.size === 0) return false
  if (method === 'PUT' && url.startsWith('/api/drafts/')) return false
  return sessionTokens(headers.cookie ?? '').some((token) => {
    const until = rungPaced.get(createHash('sha256').update(token).digest('hex'))
    return until !== undefined && performance.now() < until
  })
}

const SESSION = /^(?:__Host-)?rung\.sid=(.*)$/s

// Each that Next could take, told apart and decoded as Next does it: which one counts is not known here.
function sessionTokens(cookies: string): string[] {
  return cookies.split(/; */).flatMap((pair) => {
    const value = SESSION.exec(pair)?.[1]
    if (value === undefined) return []
    try {
      return [decodeURIComponent(value)]
    } catch {
      return []
    }
  })
}

/** Scripts that call a handler read its error as JSON, whoever answers. */
function answer(response: ServerResponse, { status, message, headers = {} }: Refusal): void {
  const isHandler = response.req.url?.startsWith('/api/') ?? false
  const type = isHandler ? 'application/json' : 'text/plain; charset=utf-8'
  response.writeHead(status, { 'Content-Type': type, ...headers })
  const error = { code: CODES[status] ?? 'INVALID', message, fields: {} }
  response.end(isHandler ? JSON.stringify({ error }) : `${message}\n`)
}

const CODES: Record<number, string> = { 403: 'FORBIDDEN', 429: 'LIMITED' }

function hangUp(socket: unknown, status: string): true {
  const end = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  if (socket instanceof Duplex) socket.end(end)
  return true
}

// Next marks its own refetches of a page in the address.
function withoutRefetch(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*(&|$)/, (_, before, after) => (after ? before : ''))
}

// Unsaved texts in the browser go too; only by our own pages, so that no foreign link can wipe them.
function isAfterSignOut({ headers }: IncomingMessage, url: string): boolean {
  return /^\/sign-in\?(?:.*&)?signed-out\b/.test(url) && headers['sec-fetch-site'] === 'same-origin'
}

function isSecure(): boolean {
  return (process.env.APP_ORIGIN ?? '').startsWith('https://')
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
    ...(isSecure() ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
