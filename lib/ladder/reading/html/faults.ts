import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { append } from '../structure/append'
import type { Spot } from '../structure/blocks'
import type { SpotReport } from '../structure/harmless'
import { attributeOf, isElement } from './inline'

const MUST_CLOSE = new Set([
  ...['table', 'ul', 'ol', 'div', 'span', 'section', 'article', 'details', 'summary', 'a'],
  ...['b', 'strong', 'i', 'em', 'code', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'],
])
const MAY_CLOSE = new Set(['p', 'li', 'tr', 'td', 'th', 'thead', 'tbody'])
// In Markdown these often open in one block and close in another.
const SPREAD = new Set(['div', 'section', 'article', 'details', 'summary', 'blockquote'])
const EMBEDS = new Set(['iframe', 'object', 'embed', 'form', 'input', 'button'])
const PAGE_PARTS = new Set(['script', 'style'])
const DEEPEST = 400

type Faults = { spotOf: (node: Tree.Node) => Spot; report: SpotReport; isPage: boolean }

/** Reports what was repaired (W702) and what was left out (E320, W324). */
export function findFaults(root: Tree.ParentNode, faults: Faults): void {
  const elements = elementsOf(root)
  const closed = new Set(
    elements.flatMap((element) => (element.sourceCodeLocation?.endTag ? [element.tagName] : [])),
  )
  let hasScripts = false
  for (const element of elements) {
    const { tagName } = element
    const at = faults.spotOf(element)
    const location = element.sourceCodeLocation
    const isOpen = location?.startTag !== undefined && !location.endTag
    const isFault = MUST_CLOSE.has(tagName) || (MAY_CLOSE.has(tagName) && closed.has(tagName))
    if (isOpen && isFault && (faults.isPage || !SPREAD.has(tagName)))
      faults.report('W702', at, `<${tagName}> is never closed; it was repaired.`)
    if (PAGE_PARTS.has(tagName) && faults.isPage) {
      if (!hasScripts) {
        faults.report('W324', at, 'Scripts and styles of the page are left out.')
      }
      hasScripts = true
    } else if (isActive(element)) {
      faults.report('E320', at, `Active HTML is refused: <${tagName}>. It is taken out.`)
    }
  }
}

/** Whether the tags are nested deeper than any page written by people or tools for them. */
export function isTooDeep(html: string): boolean {
  let depth = 0
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    const name = (match[2] ?? '').toLowerCase()
    if (!MUST_CLOSE.has(name) && !/^(?:font|u|s|small|big|center|label|form)$/.test(name)) continue
    depth = Math.max(0, depth + (match[1] === '/' ? -1 : 1))
    if (depth > DEEPEST) return true
  }
  return false
}

function isActive(element: Tree.Element): boolean {
  if (PAGE_PARTS.has(element.tagName) || EMBEDS.has(element.tagName)) return true
  const href = attributeOf(element, 'href') ?? attributeOf(element, 'src') ?? ''
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(href.replace(/[\s\p{Cc}]/gu, ''))?.[0]
  if (scheme && !/^(?:https?|mailto|tel|data)$/i.test(scheme)) return true
  return element.attrs.some(({ name }) => name.startsWith('on'))
}

function elementsOf(root: Tree.ParentNode): Tree.Element[] {
  const found: Tree.Element[] = []
  const open: Tree.Node[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node)) found.push(node)
    if ('childNodes' in node) append(open, node.childNodes.toReversed())
  }
  return found
}
