import type { ScalePoint } from '@/lib/ladder/format/document'
import type { Statement } from '@/lib/ladder/views/statement'
import { leadIn } from './item-words'
import './statements.css'

/** The items of a section, each with an address of its own and all that the ladder says about it. */
export function Statements({ items, points }: { items: Statement[]; points: ScalePoint[] }) {
  return (
    <ul className="max-w-prose list-disc space-y-2 ps-5 text-lg marker:text-line-strong">
      {items.map((item) => (
        <StatementItem key={item.key} item={item} points={points} />
      ))}
    </ul>
  )
}

function StatementItem({ item, points }: { item: Statement; points: ScalePoint[] }) {
  const lead = leadIn(item)
  const weight = weightText(item)
  const anchor = `item-${item.key}`
  return (
    <li id={anchor} className="group break-inside-avoid rounded-md target:bg-accent-wash">
      {lead ? <b className="me-1.5 font-semibold">{lead}</b> : null}
      <span id={`${anchor}-text`}>{item.text}</span>
      {item.critical ? <b className="ms-2 text-sm font-semibold">Critical</b> : null}
      {weight ? <span className="ms-2 text-sm text-ink-soft">{weight}</span> : null}
      <a
        href={`#${anchor}`}
        aria-labelledby={`${anchor}-text`}
        className="no-print ms-1.5 px-1 text-ink-soft no-underline opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
      >
        #
      </a>
      <More item={item} points={points} />
    </li>
  )
}

function More({ item, points }: { item: Statement; points: ScalePoint[] }) {
  const lists: [string, string[]][] = [
    ['For example', item.examples],
    ['Not', item.antiExamples],
    ...points.map((point): [string, string[]] => [
      `${point.code} ${point.title}`,
      item.anchors.filter((anchor) => anchor.point === point.code).map(({ text }) => text),
    ]),
  ]
  const filled = lists.filter(([, texts]) => texts.length > 0)
  if (filled.length + item.links.length === 0) return null
  return (
    <details className="statement-more mt-0.5 text-base text-ink-soft">
      <summary className="w-fit cursor-pointer text-sm hover:text-ink">{whatIsThere(item)}</summary>
      <div className="mt-1 space-y-1">
        {filled.map(([title, texts]) => (
          <p key={title}>
            <b className="font-medium">{title}:</b> {texts.join('; ')}
          </p>
        ))}
        {item.links.map(({ label, url }) => (
          <p key={url}>
            <a href={url} rel="noopener nofollow" className="text-accent underline">
              {label}
            </a>
          </p>
        ))}
      </div>
    </details>
  )
}

function whatIsThere({ examples, antiExamples, anchors, links }: Statement): string {
  const parts = [
    examples.length + antiExamples.length > 0 ? 'examples' : null,
    anchors.length > 0 ? 'what each rating looks like' : null,
    links.length > 0 ? 'links' : null,
  ].filter((part) => part !== null)
  const words = parts.join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What the item counts for, where that is not an equal share. */
function weightText({ scored, weight }: Statement): string | null {
  if (!scored || weight === null || weight === 1) return null
  return weight === 0 ? 'Not counted' : `Weight ${weight}`
}
