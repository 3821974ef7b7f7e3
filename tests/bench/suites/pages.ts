import type { BenchCluster } from '../harness/cluster'
import { type Figure, shown } from '../harness/report'
import {
  type Contender,
  type Measurement,
  measureRounds,
  type RoundOptions,
  ratios,
} from '../harness/rounds'
import { type BenchServer, startServer } from '../harness/server'
import { bootstrapInterval, type Interval, median } from '../harness/statistics'
import { openSites, type Sites } from '../sites'
import { AUTOSAVE_RATIO, type PageTarget, pageTargets } from '../targets'
import { bareSavingVisitors, bareVisitors, savingVisitors, targetVisitors } from '../visitors'

export type SuiteResult = { figures: Figure[]; notes: string[] }
export type SuiteOptions = { quick: boolean; people: number; only: string | undefined }

const NOISE = 0.06
const WIDEST = 0.15

/** Every page against the bare page and every save against a bare one, in the same rounds. */
export async function pagesSuite(
  cluster: BenchCluster,
  options: SuiteOptions,
): Promise<SuiteResult> {
  const { targets, missing } = pageTargets()
  const chosen = targets.filter(({ name }) => !options.only || name === options.only)
  const sites = await openSites(cluster, { people: options.people, targets: chosen })
  const databaseUrl = cluster.webUrl(sites.main.database)
  const yardstick = await startServer({ kind: 'yardstick', databaseUrl, firstPath: '/bare' })
  try {
    const contenders = contendersFor({ sites, yardstick, targets: chosen })
    const results = await measureRounds(contenders, roundOptions(options.quick))
    return evaluate(results, { targets: chosen, missing })
  } finally {
    await sites.close()
    await yardstick.kill('SIGTERM')
  }
}

function roundOptions(quick: boolean): RoundOptions {
  return quick
    ? { rounds: 4, seconds: 2, aloneSeconds: 0.5 }
    : { rounds: 10, seconds: 2.5, aloneSeconds: 0.5 }
}

function contendersFor({
  sites,
  yardstick,
  targets,
}: {
  sites: Sites
  yardstick: BenchServer
  targets: PageTarget[]
}): Contender[] {
  const { product, scene } = sites.main
  return [
    { name: 'bare', server: yardstick, visitors: () => bareVisitors(yardstick) },
    { name: 'bare again', server: yardstick, visitors: () => bareVisitors(yardstick) },
    {
      name: 'bare save',
      server: yardstick,
      visitors: () => bareSavingVisitors(yardstick.origin),
    },
    {
      name: 'Autosave',
      server: product,
      visitors: () => savingVisitors(() => product.origin, { scene }),
    },
    ...targets.map((target) => {
      const site = sites.of(target)
      return {
        name: target.name,
        server: site.product,
        visitors: () => targetVisitors(site.product, target, site.scene),
      }
    }),
  ]
}

function evaluate(
  results: Map<string, Measurement[]>,
  { targets, missing }: { targets: PageTarget[]; missing: string[] },
): SuiteResult {
  const of = (name: string) => results.get(name) ?? []
  const bare = [of('bare'), of('bare again')]
  const noise = ratios(of('bare again'), [of('bare')])
  const notes = missing.map((name) => `${name}: this build has no such page yet.`)
  if (isTooNoisy(noise)) {
    notes.push(`TOO NOISY: the bare page differs from itself by ${spread(noise)}. Nothing counts.`)
  }
  const figures: Figure[] = [
    absolute('bare', of('bare')),
    {
      measure: 'bare page against itself',
      value: noise.median,
      unit: 'x',
      detail: spread(noise),
      raw: noise,
    },
    ...targets.flatMap((target) => pageFigures(target, of(target.name), bare)),
    absolute('bare save', of('bare save')),
    ratioFigure('Autosave', {
      own: of('Autosave'),
      base: [of('bare save')],
      budget: AUTOSAVE_RATIO,
    }),
  ]
  return { figures, notes }
}

function pageFigures(target: PageTarget, own: Measurement[], base: Measurement[][]): Figure[] {
  const html = (own[0]?.bytes ?? 0) / 1024
  return [
    ratioFigure(target.name, { own, base, budget: target.ratio }),
    {
      measure: `${target.name}: HTML`,
      value: html,
      unit: ' kB',
      ...(target.htmlKilobytes ? { budget: target.htmlKilobytes } : {}),
    },
  ]
}

function ratioFigure(
  measure: string,
  {
    own,
    base,
    budget,
  }: { own: Measurement[]; base: Measurement[][]; budget: Figure['budget'] | undefined },
): Figure {
  const ratio = ratios(own, base)
  return {
    measure,
    value: ratio.median,
    unit: 'x',
    direction: 'atLeast',
    detail: `${spread(ratio)}; by CPU ${shown(cpuRatio(own, base))}x; ${inWords(own)}`,
    ...(budget ? { budget } : {}),
    raw: { ratio, rounds: own },
  }
}

// Less disturbed by other programs than requests per second, but blind to waiting.
function cpuRatio(own: Measurement[], base: Measurement[][]): number {
  const cost = (list: Measurement[]) => median(list.map(({ cpuMs }) => cpuMs ?? Number.NaN))
  return cost(base.flat()) / cost(own)
}

function absolute(measure: string, own: Measurement[]): Figure {
  return {
    measure,
    value: median(own.map(({ perSecond }) => perSecond)),
    unit: '/s',
    detail: inWords(own),
    raw: own,
  }
}

function inWords(own: Measurement[]): string {
  const middle = (pick: (one: Measurement) => number) => shown(median(own.map(pick)))
  const cpu = own.every(({ cpuMs }) => cpuMs !== null)
    ? `, CPU ${middle(({ cpuMs }) => cpuMs ?? 0)} ms`
    : ''
  return (
    `${middle(({ perSecond }) => perSecond)}/s, p50 ${middle(({ p50 }) => p50)}, ` +
    `p95 ${middle(({ p95 }) => p95)}, p99 ${middle(({ p99 }) => p99)}, ` +
    `alone ${middle(({ aloneP50 }) => aloneP50)} ms${cpu}, ${middle(({ bytes }) => bytes / 1024)} kB`
  )
}

function spread({ interval, spread: all }: { interval: Interval; spread: Interval }): string {
  return `95% ${shown(interval.low)}-${shown(interval.high)}, all ${shown(all.low)}-${shown(all.high)}`
}

/**
 * The same page twice must be as fast as itself, or the machine was busy with other things: on
 * average within six percent, and known well enough to tell.
 */
export function isTooNoisy({ median: middle, interval }: { median: number; interval: Interval }) {
  const isOff = Math.abs(middle - 1) > NOISE
  return isOff || interval.low < 1 - WIDEST || interval.high > 1 + WIDEST
}

export function intervalOf(values: number[]): string {
  const { low, high } = bootstrapInterval(values)
  return `95% ${shown(low)}-${shown(high)}`
}
