import { generateLoad, type Load, type Visitor } from './load-generator'
import { cpuSeconds, untilIdle } from './machine'
import type { BenchServer } from './server'
import { bootstrapInterval, type Interval, median, shuffled } from './statistics'

/** Something that is asked for over and over, by as many connections as there are visitors. */
export type Contender = { name: string; server: BenchServer; visitors: () => Visitor[] }

export type Measurement = Load & { aloneP50: number; cpuMs: number | null }

export type RoundOptions = { rounds: number; seconds: number; aloneSeconds: number }

/** Every contender once a round, in an order drawn anew; the server rests in between. */
export async function measureRounds(
  contenders: Contender[],
  { rounds, seconds, aloneSeconds }: RoundOptions,
): Promise<Map<string, Measurement[]>> {
  const results = new Map<string, Measurement[]>(contenders.map(({ name }) => [name, []]))
  for (const contender of contenders) await generateLoad(contender.visitors(), seconds / 2)
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of shuffled(contenders)) {
      results.get(contender.name)?.push(await measure(contender, { seconds, aloneSeconds }))
    }
    process.stderr.write(`round ${round} of ${rounds}\n`)
  }
  return results
}

/** How one contender compares with another, each time within one round. */
export function ratios(
  own: readonly Measurement[],
  base: readonly Measurement[][],
): { median: number; interval: Interval; spread: Interval } {
  const values = own.map((measurement, round) => {
    const bases = base.map((list) => list[round]?.perSecond ?? Number.NaN)
    return measurement.perSecond / (bases.reduce((sum, value) => sum + value, 0) / bases.length)
  })
  return {
    median: median(values),
    interval: bootstrapInterval(values),
    spread: { low: Math.min(...values), high: Math.max(...values) },
  }
}

async function measure(
  { server, visitors }: Contender,
  { seconds, aloneSeconds }: { seconds: number; aloneSeconds: number },
): Promise<Measurement> {
  await untilIdle(server.pid)
  const before = cpuSeconds(server.pid)
  const load = await generateLoad(visitors(), seconds)
  const after = cpuSeconds(server.pid)
  const alone = await generateLoad(visitors().slice(0, 1), aloneSeconds)
  const cpu = before === null || after === null ? null : after - before
  return {
    ...load,
    aloneP50: alone.p50,
    cpuMs: cpu === null ? null : (cpu * 1000) / load.requests,
  }
}
