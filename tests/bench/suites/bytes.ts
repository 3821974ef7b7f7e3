import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Response } from '@playwright/test'
import { browserLaunch } from '../../support/browser'
import type { BenchCluster } from '../harness/cluster'
import type { Figure } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { loadOrganisation } from '../load'
import { type Persona, tokenOf } from '../organisation/personas'
import { cookieOf, readScene, type Scene } from '../scene'
import {
  type Budget,
  pageTargets,
  REQUESTS,
  SIGN_IN_SCRIPT_KILOBYTES,
  STYLE_KILOBYTES,
} from '../targets'
import type { SuiteOptions, SuiteResult } from './pages'

type Visit = {
  name: string
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
  const database = await loadOrganisation(cluster, people)
  const scene = await readScene(cluster, database.name)
  const product = await startServer({
    kind: 'product',
    databaseUrl: cluster.webUrl(database.name),
    firstPath: '/',
    cookie: cookieOf('manager'),
  })
  const browser = await chromium.launch(await browserLaunch())
  try {
    const floor = helloScripts()
    const figures: Figure[] = []
    for (const visit of visitsOf(scene)) {
      figures.push(...figuresOf(visit, await firstLoad(browser, { product, visit }), floor))
    }
    const note = `Next's own scripts, which a hello page of this build loads: ${kilobytes([...floor.values()])} kB gzipped.`
    return { figures, notes: [note] }
  } finally {
    await browser.close()
    await product.kill('SIGTERM')
  }
}

function visitsOf(scene: Scene): Visit[] {
  const signIn: Visit = {
    name: 'Sign-in',
    path: '/sign-in',
    as: null,
    scripts: SIGN_IN_SCRIPT_KILOBYTES,
    html: undefined,
  }
  const pages = pageTargets().targets.map((target) => ({
    name: target.name,
    path: target.path(scene),
    as: target.as,
    scripts: target.scriptKilobytes,
    html: target.htmlKilobytes,
  }))
  return [signIn, ...pages]
}

async function firstLoad(
  browser: Browser,
  { product, visit }: { product: BenchServer; visit: Visit },
): Promise<Loaded[]> {
  const context = await signedIn(browser, { product, as: visit.as })
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  const answer = await page.goto(product.origin + visit.path, { waitUntil: 'networkidle' })
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
  { product, as }: { product: BenchServer; as: Persona | null },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (as) {
    await context.addCookies([{ name: 'rung.sid', value: tokenOf(as), url: product.origin }])
  }
  return context
}

function figuresOf(visit: Visit, loaded: Loaded[], floor: Map<string, Buffer>): Figure[] {
  const scripts = loaded.filter(({ type }) => type === 'script')
  const own = scripts.filter(({ url }) => !floor.has(new URL(url).pathname))
  const styles = loaded.filter(({ type }) => type === 'stylesheet')
  const html = loaded.find(({ type }) => type === 'document')?.body ?? Buffer.alloc(0)
  const origin = new URL(loaded[0]?.url ?? 'http://none').origin
  const foreign = loaded.filter(({ url }) => !url.startsWith(origin) && !url.startsWith('data:'))
  const { name } = visit
  return [
    {
      measure: `${name}: scripts over hello`,
      value: kilobytes(own.map(({ body }) => body)),
      unit: ' kB',
      budget: visit.scripts,
      detail: `${kilobytes(scripts.map(({ body }) => body))} kB in all; gzipped`,
    },
    {
      measure: `${name}: styles`,
      value: kilobytes(styles.map(({ body }) => body)),
      unit: ' kB',
      budget: STYLE_KILOBYTES,
      detail: 'gzipped',
    },
    {
      measure: `${name}: HTML`,
      value: Math.round(html.length / 102.4) / 10,
      unit: ' kB',
      detail: `${kilobytes([html])} kB gzipped`,
      ...(visit.html ? { budget: visit.html } : {}),
    },
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

/** The scripts that the build puts on every page, a hello page included. */
function helloScripts(): Map<string, Buffer> {
  const output = process.env.RUNG_DIST_DIR || '.next'
  const manifest = JSON.parse(readFileSync(join(output, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[]
  }
  return new Map(
    manifest.rootMainFiles.map((file) => [`/_next/${file}`, readFileSync(join(output, file))]),
  )
}

function kilobytes(bodies: Buffer[]): number {
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  return Math.round(bytes / 102.4) / 10
}
