import type { Measured } from '@/lib/growth/view'

/** "62 of 100, between 51 and 73": a number with the interval it never goes without. */
export function intervalText({ value, low, high }: Measured): string {
  return `${value} (${low} to ${high})`
}

/** How sure the number is, in words. */
export function certaintyText({ coverage, confidence }: Measured): string {
  return `${Math.round(100 * coverage)}% of the level observed, ${confidence} confidence`
}
