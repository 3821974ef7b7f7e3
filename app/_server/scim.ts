import 'server-only'
import { recordRefusal } from '@/lib/audit/commands'
import { webDatabase } from '@/lib/auth/request'
import { env } from '@/lib/env'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { isOverload, logError } from '@/lib/log'
import { located } from '@/lib/scim/resources/json'
import { ERROR } from '@/lib/scim/resources/urn'
import { namesVersion } from '@/lib/scim/resources/version'
import { recordWrongToken, touchToken } from '@/lib/scim/tokens/commands'
import { paceOf } from '@/lib/scim/tokens/pace'
import type { ServiceContext } from '@/lib/scim/tokens/provider-context'
import { findService } from '@/lib/scim/tokens/queries'
import { BodyError, textBody } from './route'

const BASE = `${env.APP_ORIGIN}/api/scim/v2`
const LIMIT = 256 * 1024
const PRIVATE = { 'Cache-Control': 'private, no-store' }
const HEADERS = { ...PRIVATE, 'Content-Type': 'application/scim+json' }

const STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 400,
  CONFLICT: 409,
  LIMITED: 429,
}

const paces = { ofToken: paceOf(3_000), ofStranger: paceOf(60) }

type Params = Record<string, string>
/** The version is told where the attributes that were asked for may leave it out. */
type Answer = { status?: 200 | 201; resource?: object; version?: string }
type Handler = (ctx: ServiceContext, request: Request, params: Params) => Promise<Answer>

/**
 * A query or command for an identity provider. Only a bearer token opens it, never a cookie, so that
 * no page elsewhere can make a browser ask.
 */
export function scimRoute(name: string, handler: Handler) {
  return async (request: Request, { params }: { params: Promise<object> }): Promise<Response> => {
    let ctx: ServiceContext | null = null
    let asked: Params = {}
    try {
      ctx = await authenticate(request)
      asked = textsOf(await params)
      return answer(request, await handler(ctx, request, asked))
    } catch (error) {
      return failure(error, { ctx, name, asked })
    }
  }
}

/** The JSON body, as a stream that ends at the limit. */
export async function scimBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(scim\+)?json\s*(;|$)/i.test(type)) {
    throw new BodyError(415, 'Send JSON (Content-Type: application/scim+json).')
  }
  const text = await textBody(request, LIMIT)
  try {
    return JSON.parse(text)
  } catch {
    const details = { scimType: 'invalidSyntax' }
    throw new AppError('INVALID', 'The body is not valid JSON.', {}, details)
  }
}

async function authenticate(request: Request): Promise<ServiceContext> {
  const db = webDatabase()
  const requestId = request.headers.get('x-request-id')
  const authorization = request.headers.get('authorization')
  const { ctx, now, isUseStale } = await findService(db, { authorization, requestId })
  const stranger = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'local'
  if (!ctx) {
    if (authorization !== null) {
      assertPace(paces.ofStranger(stranger, now))
      await recordWrongToken(db, { now, requestId })
    }
    throw new AppError('UNAUTHENTICATED', 'Send a bearer token that an administrator made.')
  }
  assertPace(paces.ofToken(ctx.service.tokenId, now))
  if (isUseStale) await touchToken(db, ctx.service.tokenId)
  return ctx
}

function assertPace({ isTooFast, waitSeconds }: ReturnType<ReturnType<typeof paceOf>>): void {
  if (!isTooFast) return
  throw new AppError('LIMITED', 'Too many requests. Wait and try again.', {}, { waitSeconds })
}

function answer(request: Request, { status = 200, resource, version: told }: Answer): Response {
  if (!resource) return new Response(null, { status: 204, headers: PRIVATE })
  const { version = told, location } = metaOf(resource)
  const known = request.method === 'GET' ? request.headers.get('if-none-match') : null
  const headers = {
    ...HEADERS,
    ...(version ? { ETag: version } : {}),
    ...(status === 201 && location ? { Location: `${BASE}${location}` } : {}),
  }
  if (version && known && namesVersion(known, version)) {
    return new Response(null, { status: 304, headers })
  }
  return Response.json(located(resource, BASE), { status, headers })
}

function metaOf(resource: object): { version?: string; location?: string } {
  return 'meta' in resource && typeof resource.meta === 'object' ? (resource.meta ?? {}) : {}
}

// A route whose address has no parts to name gets none.
function textsOf(params: object | undefined): Params {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]),
  )
}

type Asked = { ctx: ServiceContext | null; name: string; asked: Params }

async function failure(error: unknown, { ctx, name, asked }: Asked): Promise<Response> {
  if (isAppError(error)) {
    const input = { ...asked, personId: asked.userId }
    if (ctx) await recordRefusal(ctx, { action: name, error, input })
    return refused(error)
  }
  if (error instanceof BodyError) return errorBody({ status: error.status, detail: error.message })
  logError(error, { where: name, requestId: ctx?.requestId ?? null })
  const status = isOverload(error) ? 503 : 500
  const detail = 'Something went wrong on our side. Try again in a moment.'
  return errorBody({ status, detail, headers: { 'Retry-After': '2' } })
}

function refused({ code, message: detail, details }: AppError): Response {
  const status = typeof details.status === 'number' ? details.status : STATUS[code]
  // Commands that people use too refuse without a word of the RFC.
  const usual = code === 'INVALID' ? 'invalidValue' : undefined
  const scimType = typeof details.scimType === 'string' ? details.scimType : usual
  const headers: Record<string, string> = {}
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="Rung SCIM"'
  if (status === 429) headers['Retry-After'] = String(details.waitSeconds ?? 10)
  return errorBody({ status, detail, scimType, headers })
}

type ErrorBody = {
  status: number
  detail: string
  scimType?: string
  headers?: Record<string, string>
}

function errorBody({ status, detail, scimType, headers = {} }: ErrorBody): Response {
  const body = {
    schemas: [ERROR],
    status: String(status),
    ...(scimType ? { scimType } : {}),
    detail,
  }
  return Response.json(body, { status, headers: { ...HEADERS, ...headers } })
}
