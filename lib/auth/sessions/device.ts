const BROWSERS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]

const SYSTEMS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/** A browser and its machine as people call them, from what the browser says of itself; it may lie. */
export function deviceWords(agent: string | null): string {
  if (!agent) return 'Unknown browser'
  const browser = nameIn(BROWSERS, agent)
  const system = nameIn(SYSTEMS, agent)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? 'Another program'
}

/** The network of an address, by which its owner may recognise it: the last part is left out. */
export function networkWords(ip: string | null): string {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(ip ?? '')
  if (v4?.[1]) return v4[1] === '127.0.0' ? 'this machine' : `${v4[1]}.…`
  if (!ip || ip === 'local' || ip === '::1') return 'this machine'
  if (!ip.includes(':')) return 'an unknown network'
  return `${ip.split(':').slice(0, 3).join(':')}:…`
}

function nameIn(known: readonly (readonly [string, RegExp])[], agent: string): string | null {
  return known.find(([, mark]) => mark.test(agent))?.[0] ?? null
}
