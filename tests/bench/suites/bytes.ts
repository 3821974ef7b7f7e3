import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Response } from '@playwright/test'
import { browserLaunch } from '../../support/browser'
import type { BenchCluster } from '../harness/cluster'
import type { Figure } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { type Persona, tokenOf } from '../organisation/personas'
import { openSites, type Sites } from '../sites'
import {
  type Budget,
  type PageTarget,
  pageTargets,
  REQUESTS,
  SIGN_IN_SCRIPT_KILOBYTES,
  STYLE_KILOBYTES,
} from '../targets'
import type { SuiteOptions, SuiteResult } from './pages'

type Visit = {
  name: string
  server: BenchServer
  path: string
  as: Persona | null
  scripts: Budget
  html: Budget | undefined
}
type Loaded = { url: string; type: string; body: Buffer }

/** What a browser loads for the first page of a visit: requests, scripts, styles, HTML. */
export async function bytesSuite(
  cluster: BenchCluster,
  { people }: SuiteOptions,
): Promise<SuiteResult> {
  const { targets } = pageTargets()
  const sites = await openSites(cluster, { people, targets })
  const browser = await chromium.launch(await browserLaunch())
  try {
    const floor = await helloKilobytes(browser, cluster.webUrl(sites.main.database))
    const figures: Figure[] = []
    for (const visit of visitsOf(sites, targets)) {
      figures.push(...figuresOf(visit, await firstLoad(browser, visit), floor))
    }
    return { figures, notes: [`The hello page loads ${floor} kB of scripts, gzipped.`] }
  } finally {
    await browser.close()
    await sites.close()
  }
}

function visitsOf(sites: Sites, targets: PageTarget[]): Visit[] {
  const signIn: Visit = {
    name: 'Sign-in',
    server: sites.main.product,
    path: '/sign-in',
    as: null,
    scripts: SIGN_IN_SCRIPT_KILOBYTES,
    html: undefined,
  }
  const pages = targets.map((target) => ({
    name: target.name,
    server: sites.of(target).product,
    path: target.path(sites.of(target).scene),
    as: target.as,
    scripts: target.scriptKilobytes,
    html: target.htmlKilobytes,
  }))
  return [signIn, ...pages]
}

async function firstLoad(
  browser: Browser,
  visit: Pick<Visit, 'server' | 'path' | 'as'>,
): Promise<Loaded[]> {
  const context = await signedIn(browser, visit)
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  const answer = await page.goto(visit.server.origin + visit.path, { waitUntil: 'networkidle' })
  if (answer?.status() !== 200) throw new Error(`${visit.path} answered ${answer?.status()}.`)
  const loaded = await Promise.all(
    responses.map(async (response) => ({
      url: response.url(),
      type: response.request().resourceType(),
      body: await response.body().catch(() => Buffer.alloc(0)),
    })),
  )
  await context.close()
  return loaded
}

export async function signedIn(
  browser: Browser,
  { server, as }: { server: BenchServer; as: Persona | null },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (as) {
    await context.addCookies([{ name: 'rung.sid', value: tokenOf(as), url: server.origin }])
  }
  return context
}

function figuresOf(visit: Visit, loaded: Loaded[], floor: number): Figure[] {
  const { name } = visit
  const origin = visit.server.origin
  const foreign = loaded.filter(({ url }) => !url.startsWith(origin) && !url.startsWith('data:'))
  return [
    ...sizeFigures(visit, loaded, floor),
    {
      measure: `${name}: requests`,
      value: loaded.length,
      unit: '',
      budget: REQUESTS,
      raw: loaded.map(({ url, type, body }) => ({ url, type, bytes: body.length })),
    },
    {
      measure: `${name}: requests to other places`,
      value: foreign.length,
      unit: '',
      budget: { must: 0 },
      detail: foreign.map(({ url }) => url).join(' '),
    },
  ]
}

function sizeFigures({ name, scripts, html }: Visit, loaded: Loaded[], floor: number): Figure[] {
  const bodies = (kind: string) =>
    loaded.filter(({ type }) => type === kind).map(({ body }) => body)
  const document = bodies('document')
  const allScripts = kilobytes(bodies('script'))
  return [
    {
      measure: `${name}: scripts over hello`,
      value: Math.round((allScripts - floor) * 10) / 10,
      unit: ' kB',
      budget: scripts,
      detail: `${allScripts} kB in all; gzipped`,
    },
    {
      measure: `${name}: styles`,
      value: kilobytes(bodies('stylesheet')),
      unit: ' kB',
      budget: STYLE_KILOBYTES,
      detail: 'gzipped',
    },
    {
      measure: `${name}: HTML`,
      value: Math.round((document[0]?.length ?? 0) / 102.4) / 10,
      unit: ' kB',
      detail: `${kilobytes(document)} kB gzipped`,
      ...(html ? { budget: html } : {}),
    },
  ]
}

/** What a page that says hello loads of scripts: the same Next, built by itself. */
async function helloKilobytes(browser: Browser, databaseUrl: string): Promise<number> {
  const server = await startServer({ kind: 'yardstick', databaseUrl, firstPath: '/' })
  try {
    const loaded = await firstLoad(browser, { server, path: '/', as: null })
    const scripts = loaded.filter(({ type }) => type === 'script')
    return kilobytes(scripts.map(({ body }) => body))
  } finally {
    await server.kill('SIGTERM')
  }
}

function kilobytes(bodies: Buffer[]): number {
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  return Math.round(bytes / 102.4) / 10
}
