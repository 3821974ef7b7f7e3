// A text and not a function: what the compiler of this side adds to a function is unknown over there.

/**
 * Runs in the page before anything else; gathers paint, blocking and shift in `benchVitals`. Blocking is
 * what long tasks take beyond 50 ms each from the first contentful paint on: before, there is nothing to press.
 */
export const OBSERVE_VITALS = `{
  const tasks = []
  let painted = Infinity
  const vitals = {
    lcp: 0,
    shift: 0,
    get blocking() {
      const beyond = ({ startTime, duration }) =>
        Math.max(0, startTime + duration - Math.max(startTime, painted) - 50)
      return tasks.reduce((sum, task) => sum + beyond(task), 0)
    },
  }
  globalThis.benchVitals = vitals
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') painted = startTime })
  observe('largest-contentful-paint', (entry) => { vitals.lcp = entry.startTime })
  observe('longtask', (task) => { tasks.push(task) })
  observe('layout-shift', (entry) => { if (!entry.hadRecentInput) vitals.shift += entry.value })
}`
