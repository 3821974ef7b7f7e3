// Texts and not functions: what the compiler of this side adds to a function is unknown over there.

/** Runs in the page before anything else; gathers paint, blocking and shift in `benchVitals`. */
export const OBSERVE_VITALS = `{
  const vitals = { lcp: 0, blocking: 0, shift: 0 }
  globalThis.benchVitals = vitals
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('largest-contentful-paint', (entry) => { vitals.lcp = entry.startTime })
  observe('longtask', (entry) => { vitals.blocking += Math.max(0, entry.duration - 50) })
  observe('layout-shift', (entry) => { if (!entry.hadRecentInput) vitals.shift += entry.value })
}`

/** Notes in `benchKeystrokes` how long the page is busy with each key: with its event and its frame. */
export const TIME_KEYSTROKES = `{
  const times = []
  globalThis.benchKeystrokes = times
  const afterThisTask = (work) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = work
    channel.port2.postMessage(null)
  }
  addEventListener('keydown', () => {
    const startedAt = performance.now()
    afterThisTask(() => {
      const handledMs = performance.now() - startedAt
      requestAnimationFrame(() => {
        const frameAt = performance.now()
        afterThisTask(() => times.push(handledMs + performance.now() - frameAt))
      })
    })
  }, { capture: true })
}`
