import type { TreeNode } from '@/lib/ladder/importing/preview'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { SpotLink } from './spot-link'

const ROLES: Record<TreeNode['role'], string> = {
  track: 'Track',
  level: 'Level',
  category: 'Category',
  item: '',
  fact: 'Fact',
  transitions: 'Transitions',
  transition: 'Step',
  shift: 'Shift',
  'growth-areas': 'Growth areas',
  'growth-area': 'Growth area',
  cell: '',
  prose: 'Text',
  ignored: 'Left out',
}
const OPEN = new Set<TreeNode['role']>(['track', 'transitions', 'growth-areas'])

/** Everything that was found, as it stands in the source, with what it is taken for. */
export function OutlineTree({ view, nodes }: { view: ImportView; nodes: TreeNode[] }) {
  return (
    <ul className="import-tree">
      {nodes.map((node) => (
        <Node key={node.id} view={view} node={node} />
      ))}
    </ul>
  )
}

function Node({ view, node }: { view: ImportView; node: TreeNode }) {
  const { role, children, hidden, items } = node
  const words = (
    <>
      {ROLES[role] ? <small>{ROLES[role]}</small> : null} <bdi>{node.title}</bdi>
    </>
  )
  if (children.length === 0) {
    return (
      <li data-role={role}>
        {words} <SpotLink view={view} spot={node.spot} />
      </li>
    )
  }
  return (
    <li data-role={role}>
      <SpotLink view={view} spot={node.spot} />
      <details open={OPEN.has(role)}>
        <summary>
          {words} {items > 0 ? <i>{items}</i> : null}
        </summary>
        <OutlineTree view={view} nodes={children} />
        {hidden > 0 ? <p>and {hidden.toLocaleString('en')} more</p> : null}
      </details>
    </li>
  )
}
