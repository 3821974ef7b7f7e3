import 'server-only'
import type { NextRequest } from 'next/server'
import { recordRefusal } from '@/lib/audit/commands'
import { isPaced } from '@/lib/audit/pace/commands'
import { assertSameOrigin, findContextOf, forgetDeactivated, signedOut } from '@/lib/auth/request'
import type { Context } from '@/lib/context'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { isOverload, logError } from '@/lib/log'
import { evenly } from './evenly'

const STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 422,
  CONFLICT: 409,
  LIMITED: 429,
}
const DEFAULT_LIMIT = 256 * 1024

type Params = Record<string, string>
type Handler = (ctx: Context, request: Request, params: Params) => Promise<Response | object>

/** A query or command as an HTTP handler: origin, identity, size and errors are dealt with here. */
export function route(name: string, handler: Handler) {
  return async (
    request: NextRequest,
    { params }: { params: Promise<Params> },
  ): Promise<Response> => {
    let ctx: Context | null = null
    let asked: Params = {}
    try {
      ctx = await findContextOf(request)
      if (request.method !== 'GET' && request.method !== 'HEAD') assertSameOrigin(request.headers)
      if (!ctx) throw signedOut()
      asked = await params
      const signedIn = ctx
      const answer = await evenly(() => handler(signedIn, request, asked))
      return answer instanceof Response ? answer : Response.json(answer, { headers: PRIVATE })
    } catch (error) {
      return failure(error, { ctx, name, asked, request })
    }
  }
}

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/** The JSON body, read as a stream so that an oversized one is refused before it is held in memory. */
export async function jsonBody(request: Request, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new BodyError(415, 'Send JSON (Content-Type: application/json).')
  }
  try {
    return JSON.parse(await textBody(request, limit))
  } catch (error) {
    if (error instanceof BodyError) throw error
    throw new AppError('INVALID', 'The body is not valid JSON.')
  }
}

export async function textBody(request: Request, limit = DEFAULT_LIMIT): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit)
      throw new BodyError(413, `This is larger than ${Math.floor(limit / 1024)} kB.`)
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: false }).decode(Buffer.concat(chunks))
}

export class BodyError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const TOO_MUCH = new AppError('LIMITED', 'Too many requests. Wait a minute, then go on.')

type Asked = { ctx: Context | null; name: string; asked: Params; request: Request }

async function failure(error: unknown, { ctx, name, asked, request }: Asked): Promise<Response> {
  if (isAppError(error)) {
    if (ctx) await recordRefusal(ctx, { action: name, error, input: asked })
    if (ctx && error.code === 'NOT_FOUND' && isPaced(ctx)) {
      return failure(TOO_MUCH, { ctx, name, asked, request })
    }
    if (error.code === 'UNAUTHENTICATED') await forgetDeactivated()
    if (error.details.stepUp && isNavigation(request)) return toConfirmation(request)
    const retry: HeadersInit = error.code === 'LIMITED' ? { 'Retry-After': '10' } : {}
    return Response.json(
      {
        error: { code: error.code, message: error.message, fields: error.fields, ...error.details },
      },
      { status: STATUS[error.code], headers: { ...PRIVATE, ...retry } },
    )
  }
  if (error instanceof BodyError) {
    return Response.json(
      { error: { code: 'INVALID', message: error.message } },
      { status: error.status, headers: PRIVATE },
    )
  }
  logError(error, { where: name, requestId: ctx?.requestId ?? null })
  const status = isOverload(error) ? 503 : 500
  const message = 'Something went wrong on our side. Try again in a moment.'
  return Response.json(
    { error: { code: 'UNEXPECTED', message } },
    { status, headers: { ...PRIVATE, 'Retry-After': '2' } },
  )
}

function isNavigation({ method, headers }: Request): boolean {
  return method === 'GET' && headers.get('sec-fetch-mode') === 'navigate'
}

// A download is a link, and whoever follows it wants a page to answer on.
function toConfirmation({ headers }: Request): Response {
  const next = encodeURIComponent(headers.get('x-rung-path') ?? '/')
  return new Response(null, {
    status: 303,
    headers: { ...PRIVATE, Location: `/confirm?next=${next}` },
  })
}
