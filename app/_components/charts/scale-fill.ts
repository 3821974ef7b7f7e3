const FILLS = [
  'fill-scale-1',
  'fill-scale-2',
  'fill-scale-3',
  'fill-scale-4',
  'fill-scale-5',
] as const

/** The colour of a place on the scale of 1 to 5; between two steps that of the lower. */
export function scaleFill(points: number): string {
  const step = Math.min(5, Math.max(1, Math.floor(points + 1e-9)))
  return FILLS[step - 1] ?? FILLS[0]
}
