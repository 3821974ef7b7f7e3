import type { Route } from 'next'
import Link from 'next/link'
import type { TreeNode } from '@/lib/growth/explanation/tree'
import { readingPath } from './paths'
import './growth.css'

/** One line of an explanation that opens into its parts; native, so it works by keyboard and unscripted. */
export function Tree({
  node,
  isOpen,
  isRoot = false,
}: {
  node: TreeNode
  isOpen: boolean
  isRoot?: boolean
}) {
  if (node.children.length === 0) {
    return (
      <div className="py-1 ps-5">
        <Line node={node} />
        <Aside node={node} />
      </div>
    )
  }
  return (
    <details open={isOpen || isRoot} className="group/line">
      <summary className="rounded-md py-1 hover:bg-sunken">
        <Line node={node} />
      </summary>
      <Aside node={node} />
      <ul className="ms-1.5 border-s border-line ps-3">
        {node.children.map((child) => (
          <li key={child.id}>
            <Tree node={child} isOpen={isOpen} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Line({ node }: { node: TreeNode }) {
  return (
    <span className="tree-line inline-flex flex-wrap items-baseline justify-between gap-x-6 align-top">
      <span className="min-w-0 text-pretty">
        {node.pass === null ? null : (
          <span className="tree-mark" data-icon={node.pass ? 'circle-check' : 'circle-dashed'}>
            <span className="sr-only">{node.pass ? 'Holds: ' : 'Missing: '}</span>
          </span>
        )}
        {node.label}
      </span>
      <span className="flex flex-wrap gap-x-4 text-sm tabular-nums">
        <span className="font-semibold">{node.value}</span>
        {node.weight === null ? null : (
          <span className="text-ink-soft">
            {node.weight} of the whole, adds {node.adds}
          </span>
        )}
      </span>
    </span>
  )
}

function Aside({ node }: { node: TreeNode }) {
  if (!node.remark && node.notes.length === 0 && !node.participantId) return null
  return (
    <div className="ps-5 pb-1 text-sm">
      {node.remark ? <p className="text-ink-soft">{node.remark}.</p> : null}
      {node.notes.map(({ who, text }) => (
        <figure key={`${who} ${text}`}>
          <blockquote className="max-w-prose break-words">“{text}”</blockquote>
          <figcaption className="text-ink-soft">{who}</figcaption>
        </figure>
      ))}
      {node.participantId ? (
        <Link
          href={readingPath({ ...node, participantId: node.participantId }) as Route}
          prefetch={false}
          className="no-print text-accent underline"
        >
          {node.packetId ? 'Read it in the packet' : 'Read what was handed in'}
        </Link>
      ) : null}
    </div>
  )
}
