import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { Fragment, type ReactNode } from 'react'

type Level = 2 | 3 | 4

/**
 * Text that people wrote in Markdown: headings, paragraphs, lists, emphasis and https links. HTML
 * in it is shown as the characters it is made of; images and everything else give their words.
 */
export function Markdown({ text, topHeading = 2 }: { text: string; topHeading?: Level }) {
  return <div className="prose">{drawn(fromMarkdown(text), topHeading)}</div>
}

function drawn(node: Nodes, top: Level): ReactNode {
  if (!('children' in node)) return leaf(node)
  return node.children.map((child, index) => {
    const key = `${child.type} ${child.position?.start.offset ?? index}`
    return <Part key={key} node={child} top={top} />
  })
}

function leaf(node: Nodes): ReactNode {
  if (node.type === 'break') return <br />
  if (node.type === 'image') return node.alt
  return 'value' in node ? node.value : null
}

function Part({ node, top }: { node: Nodes; top: Level }) {
  const inside = drawn(node, top)
  switch (node.type) {
    case 'heading':
      return <Heading level={Math.min(node.depth + top - 2, 4)}>{inside}</Heading>
    case 'paragraph':
    case 'html':
    case 'code':
      return <p>{inside}</p>
    case 'list':
      return node.ordered ? (
        <Numbered start={node.start ?? 1}>{inside}</Numbered>
      ) : (
        <ul>{inside}</ul>
      )
    case 'listItem':
      return <li>{node.spread ? inside : tight(node.children, top)}</li>
    case 'blockquote':
      return <blockquote>{inside}</blockquote>
    case 'emphasis':
      return <em>{inside}</em>
    case 'strong':
      return <strong>{inside}</strong>
    case 'inlineCode':
      return <code>{inside}</code>
    case 'link':
      return <OutsideLink url={node.url}>{inside}</OutsideLink>
    default:
      return inside
  }
}

/** In a list without blank lines an item is its words, not a paragraph of them. */
function tight(parts: Nodes[], top: Level): ReactNode {
  return parts.map((part) => {
    const key = part.position?.start.offset
    if (part.type !== 'paragraph') return <Part key={key} node={part} top={top} />
    return <Fragment key={key}>{drawn(part, top)}</Fragment>
  })
}

function Numbered({ start, children }: { start: number; children: ReactNode }) {
  return (
    <ol start={start} className="list-decimal ps-5">
      {children}
    </ol>
  )
}

function Heading({ level, children }: { level: number; children: ReactNode }) {
  const look = 'text-lg font-semibold'
  if (level <= 2) return <h2 className={look}>{children}</h2>
  return level === 3 ? <h3 className={look}>{children}</h3> : <h4 className={look}>{children}</h4>
}

function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  if (!isHttps(url)) return children
  return (
    <a href={url} rel="noopener nofollow" className="text-accent underline">
      {children}
    </a>
  )
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:'
}
