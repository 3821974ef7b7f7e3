import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { browserLaunch } from '../../support/browser'
import type { BenchCluster } from '../harness/cluster'
import { type Figure, shown } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { median, quantile } from '../harness/statistics'
import type { Scene } from '../scene'
import { closeSite, openSite } from '../sites'
import { type PageTarget, pageTargets } from '../targets'
import { OBSERVE_VITALS } from './browser-probes'
import { signedIn } from './bytes'
import type { SuiteOptions, SuiteResult } from './pages'

// Slow 4G as Lighthouse simulates it, and a processor four times slower than this one.
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
}
const SLOWDOWN = 4
const HELLO = 'Bare page of the framework'
const EDITOR = 'Review editor'
const PAGES = ['Team, 50 reports', 'Home', 'Person', EDITOR, 'My growth', 'Packet', 'Ladder matrix']
const TYPED = 'What I saw in these six months was steady and careful work. '

type Vitals = { lcp: number; blocking: number; shift: number }

/** What a person with a slow device on a slow network waits for, and the cost of a keystroke. */
export async function browserSuite(
  cluster: BenchCluster,
  { quick, people }: SuiteOptions,
): Promise<SuiteResult> {
  const { product: server, scene, ...site } = await openSite(cluster, { people })
  const browser = await chromium.launch(await browserLaunch())
  try {
    const targets = pageTargets().targets.filter(({ name }) => PAGES.includes(name))
    const bare = await startServer({
      kind: 'yardstick',
      databaseUrl: cluster.webUrl(site.database),
      firstPath: '/',
    })
    const opened = [
      { name: HELLO, as: 'engineer' as const, url: `${bare.origin}/` },
      ...targets.map(({ name, as, path }) => ({ name, as, url: server.origin + path(scene) })),
    ]
    const runs = new Map<string, Vitals[]>()
    for (let round = 0; round < (quick ? 1 : 5); round += 1) {
      for (const { name, as, url } of opened) {
        const context = await signedIn(browser, { server, as })
        runs.set(name, [...(runs.get(name) ?? []), await vitalsOf(await context.newPage(), url)])
        await context.close()
      }
    }
    await bare.kill('SIGTERM')
    const figures = opened.flatMap(({ name }) => vitalFigures(name, runs.get(name) ?? []))
    const editor = targets.find(({ name }) => name === EDITOR)
    if (editor) figures.push(...(await typing(browser, { server, target: editor, scene })))
    return { figures, notes: ['Processor four times slowed, slow 4G, an empty cache.'] }
  } finally {
    await browser.close()
    await closeSite(cluster, { ...site, product: server, scene })
  }
}

async function vitalsOf(page: Page, url: string): Promise<Vitals> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', NETWORK)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.addInitScript(OBSERVE_VITALS)
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.waitForFunction('globalThis.benchVitals.lcp > 0')
  await page.waitForTimeout(500)
  return page.evaluate<Vitals>('globalThis.benchVitals')
}

function vitalFigures(name: string, runs: Vitals[]): Figure[] {
  const middle = (field: keyof Vitals) => median(runs.map((run) => run[field]))
  // The framework's own page is there to compare with: what it blocks, every page does.
  const atMost = (must: number) => (name === HELLO ? {} : { budget: { must } })
  return [
    {
      measure: `${name}: LCP`,
      value: middle('lcp'),
      unit: ' ms',
      ...atMost(2_500),
      raw: runs,
    },
    {
      measure: `${name}: total blocking time`,
      value: middle('blocking'),
      unit: ' ms',
      ...atMost(200),
    },
    { measure: `${name}: layout shift`, value: middle('shift'), unit: '', ...atMost(0.02) },
  ]
}

type Opening = { server: BenchServer; target: PageTarget; scene: Scene }

async function typing(browser: Browser, { server, target, scene }: Opening): Promise<Figure[]> {
  const context = await signedIn(browser, { server, as: target.as })
  const page = await context.newPage()
  await page.goto(server.origin + target.path(scene), { waitUntil: 'networkidle' })
  const sections = await page.locator('textarea').count()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  const plain = await keystrokes(page, devtools)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const slowed = await keystrokes(page, devtools)
  await context.close()
  return [
    {
      measure: `${EDITOR}: a keystroke, p95`,
      value: quantile(plain, 0.95),
      unit: ' ms',
      budget: { must: 16 },
      detail: `median ${shown(median(plain))} ms, ${sections} text fields`,
      raw: plain,
    },
    {
      measure: `${EDITOR}: a keystroke on a slow device, p95`,
      value: quantile(slowed, 0.95),
      unit: ' ms',
      budget: { must: 100 },
      detail: `median ${shown(median(slowed))} ms`,
      raw: slowed,
    },
  ]
}

/** How long the page is busy with each of some sixty characters, drawing included and waiting not. */
async function keystrokes(page: Page, devtools: CDPSession): Promise<number[]> {
  await page.locator('textarea').first().focus()
  const times: number[] = []
  for (const character of TYPED) {
    const before = await busyMs(devtools)
    await page.keyboard.type(character)
    await page.waitForTimeout(60)
    times.push((await busyMs(devtools)) - before)
  }
  return times
}

async function busyMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}
