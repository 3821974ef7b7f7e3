import { type Browser, chromium, type Page } from '@playwright/test'
import { browserLaunch } from '../../support/browser'
import type { BenchCluster } from '../harness/cluster'
import { type Figure, shown } from '../harness/report'
import type { BenchServer } from '../harness/server'
import { median, quantile } from '../harness/statistics'
import type { Scene } from '../scene'
import { closeSite, openSite } from '../sites'
import { type PageTarget, pageTargets } from '../targets'
import { OBSERVE_VITALS, TIME_KEYSTROKES } from './browser-probes'
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
    const figures: Figure[] = []
    for (const target of targets) {
      const runs: Vitals[] = []
      for (let run = 0; run < (quick ? 1 : 3); run += 1) {
        runs.push(await vitalsOf(browser, { server, target, scene }))
      }
      figures.push(...vitalFigures(target.name, runs))
    }
    const editor = targets.find(({ name }) => name === EDITOR)
    if (editor) figures.push(...(await typing(browser, { server, target: editor, scene })))
    return { figures, notes: ['Processor four times slowed, slow 4G, an empty cache.'] }
  } finally {
    await browser.close()
    await closeSite(cluster, { ...site, product: server, scene })
  }
}

type Opening = { server: BenchServer; target: PageTarget; scene: Scene }

async function vitalsOf(browser: Browser, { server, target, scene }: Opening): Promise<Vitals> {
  const context = await signedIn(browser, { server, as: target.as })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', NETWORK)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.addInitScript(OBSERVE_VITALS)
  await page.goto(server.origin + target.path(scene), { waitUntil: 'networkidle' })
  await page.waitForFunction('globalThis.benchVitals.lcp > 0')
  await page.waitForTimeout(500)
  const vitals = await page.evaluate<Vitals>('globalThis.benchVitals')
  await context.close()
  return vitals
}

function vitalFigures(name: string, runs: Vitals[]): Figure[] {
  const middle = (field: keyof Vitals) => median(runs.map((run) => run[field]))
  return [
    {
      measure: `${name}: LCP`,
      value: middle('lcp'),
      unit: ' ms',
      budget: { must: 2_500 },
      raw: runs,
    },
    {
      measure: `${name}: total blocking time`,
      value: middle('blocking'),
      unit: ' ms',
      budget: { must: 200 },
    },
    { measure: `${name}: layout shift`, value: middle('shift'), unit: '', budget: { must: 0.02 } },
  ]
}

async function typing(browser: Browser, { server, target, scene }: Opening): Promise<Figure[]> {
  const context = await signedIn(browser, { server, as: target.as })
  const page = await context.newPage()
  await page.goto(server.origin + target.path(scene), { waitUntil: 'networkidle' })
  const sections = await page.locator('textarea').count()
  const plain = await keystrokes(page)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const slowed = await keystrokes(page)
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

/** How long the page is busy with each of some sixty characters: with the event and with its frame. */
async function keystrokes(page: Page): Promise<number[]> {
  await page.locator('textarea').first().focus()
  await page.evaluate(TIME_KEYSTROKES)
  await page.keyboard.type(TYPED, { delay: 40 })
  await page.waitForTimeout(200)
  return page.evaluate<number[]>('globalThis.benchKeystrokes')
}
