import { type NextRequest, NextResponse } from 'next/server'

const isSecure = (process.env.APP_ORIGIN ?? '').startsWith('https://')
const isDevelopment = process.env.NODE_ENV === 'development'

/** Headers only. Who may see what is decided behind it, never here: a proxy can be skipped. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-request-id', crypto.randomUUID())
  headers.set('x-rung-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cache-Control', 'private, no-store')
  for (const [name, value] of Object.entries(FIXED)) response.headers.set(name, value)
  if (isAfterSignOut(request)) response.headers.set('Clear-Site-Data', '"cache", "storage"')
  return response
}

// Unsaved texts in the browser go too; only by our own pages, so that no foreign link can wipe them.
function isAfterSignOut({ nextUrl, headers }: NextRequest): boolean {
  return (
    nextUrl.pathname === '/sign-in' &&
    nextUrl.searchParams.has('signed-out') &&
    headers.get('sec-fetch-site') === 'same-origin'
  )
}

export const config = { matcher: '/((?!_next/static/).*)' }

const FIXED: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'X-Frame-Options': 'DENY',
  ...(isSecure ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
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
