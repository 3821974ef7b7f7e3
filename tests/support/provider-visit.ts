import { createHmac, createSign, type KeyObject } from 'node:crypto'

const REDIRECTS = [302, 303]

/** Goes through the provider's pages as a browser would, and gives the answer it sends back to Rung. */
export async function answerFromProvider(
  address: URL,
  {
    account,
    redirect,
    jar = new Map(),
  }: {
    account: string
    redirect: string
    jar?: Map<string, string>
  },
): Promise<URL> {
  let at = address
  let form: URLSearchParams | null = null
  for (let step = 0; step < 12; step++) {
    if (at.href.startsWith(redirect)) return at
    const response: Response = await fetch(at, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    const isSignInPage = response.status === 200 && at.pathname.startsWith('/interaction/')
    form = isSignInPage ? new URLSearchParams({ login: account }) : null
    if (REDIRECTS.includes(response.status) && location) at = new URL(location, at)
    else if (!isSignInPage) throw new Error(`${at.pathname} answered ${response.status}`)
  }
  throw new Error('The provider leads nowhere.')
}

type Claims = Record<string, unknown>

/** An ID token as an attacker, or a provider that errs, would make it. */
export function forgedToken(header: Claims, payload: Claims, signing: KeyObject | string | null) {
  const text = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${signature(text, signing)}`
}

function signature(text: string, signing: KeyObject | string | null): string {
  if (signing === null) return ''
  if (typeof signing === 'string') {
    return createHmac('sha256', signing).update(text).digest('base64url')
  }
  return createSign('RSA-SHA256').update(text).sign(signing, 'base64url')
}
