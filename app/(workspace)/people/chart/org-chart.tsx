'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { Fragment, type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { Chart, ChartBranch, ChartNode } from '@/lib/people/chart/queries'
import { type Branches, branchesOf, countsText, typeAhead, withPage } from './branches'
import './chart.css'

type Tree = {
  branches: Branches
  open: ReadonlySet<string>
  focusId: string | null
  toggle: (id: string) => void
  load: (managerId: string, cursor: string) => Promise<void>
}

const ITEMS = '[role=treeitem]'
const FORGET_TYPING_MS = 700

/** The chart as a tree: links before any script has run, opened in place and by keyboard after. */
export function OrgChart({ chart }: { chart: Chart }) {
  const root = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [problem, setProblem] = useState('')
  const [branches, setBranches] = useState(() => branchesOf(chart.branches))
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(chart.branches.flatMap(({ managerId }) => (managerId ? [managerId] : []))),
  )

  async function load(managerId: string, cursor: string) {
    const query = new URLSearchParams({ manager: managerId, cursor })
    const response = await fetch(`/api/people/chart?${query}`).catch(() => null)
    setProblem(response?.ok ? '' : 'This part could not be loaded. Try again in a moment.')
    if (!response?.ok) return
    const page: ChartBranch = await response.json()
    setBranches((known) => withPage(known, page))
  }
  async function toggle(id: string) {
    const isOpening = !open.has(id)
    if (isOpening && !branches.has(id)) await load(id, '')
    setOpen((before) => withToggled(before, id))
    if (isOpening) history.replaceState(null, '', `/people/chart?person=${id}`)
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>(ITEMS) : null
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return
    const items = [...(root.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])]
    const to = destination(event.key, { item, items, typed: typed.current })
    if (to === null) return
    event.preventDefault()
    if (to === 'toggle') toggle(item.id)
    else if (to === 'follow') item.querySelector<HTMLElement>('a:not(.org-toggle)')?.click()
    else focusOn(to, items)
  }
  const tree = { branches, open, focusId: chart.focusId, toggle, load }
  return (
    <>
      <p role="status" className={problem ? 'mb-3 font-medium text-danger' : 'sr-only'}>
        {problem}
      </p>
      <div
        ref={root}
        role="tree"
        tabIndex={-1}
        aria-label="Organisation chart"
        onKeyDown={onKeyDown}
        className="org-chart"
      >
        <Branch tree={tree} manager={null} level={1} />
      </div>
    </>
  )
}

type BranchProps = { tree: Tree; manager: ChartNode | null; level: number }

function Branch({ tree, manager, level }: BranchProps) {
  const branch = tree.branches.get(manager?.id ?? '')
  if (!branch) return null
  const hasMore = !branch.isWhole || branch.nextCursor !== null
  return (
    <>
      {branch.nodes.map((node, index) => (
        <Fragment key={node.id}>
          <Person tree={tree} node={node} level={level} isFirst={level === 1 && index === 0} />
          {tree.open.has(node.id) && node.reports > 0 ? (
            <div className="org-branch">
              <Branch tree={tree} manager={node} level={level + 1} />
            </div>
          ) : null}
        </Fragment>
      ))}
      {hasMore ? <More tree={tree} manager={manager} branch={branch} level={level} /> : null}
    </>
  )
}

function Person({
  tree,
  node,
  level,
  isFirst,
}: {
  tree: Tree
  node: ChartNode
  level: number
  isFirst: boolean
}) {
  const { id, name, team, reports } = node
  const isFocus = tree.focusId === id
  return (
    <div
      role="treeitem"
      id={id}
      data-name={name}
      aria-level={level}
      aria-expanded={reports > 0 ? tree.open.has(id) : undefined}
      aria-current={isFocus ? 'true' : undefined}
      tabIndex={isFocus || (isFirst && !tree.focusId) ? 0 : -1}
    >
      <Toggle tree={tree} node={node} />
      <Link href={`/people/${id}`} prefetch={false}>
        <bdi>{name}</bdi>
      </Link>
      <span>{[node.level, team].filter(Boolean).join(' · ')}</span>
      {reports > 0 ? <span>{countsText(node)}</span> : null}
    </div>
  )
}

function Toggle({ tree, node }: { tree: Tree; node: ChartNode }) {
  if (node.reports === 0) return null
  const isOpen = tree.open.has(node.id)
  return (
    <Link
      href={`/people/chart?person=${node.id}#${node.id}` as Route}
      prefetch={false}
      tabIndex={-1}
      aria-label={`${isOpen ? 'Close' : 'Open'} who is below ${node.name}`}
      onClick={inPlace(() => tree.toggle(node.id))}
      className="org-toggle"
    >
      {isOpen ? '−' : '+'}
    </Link>
  )
}

/** The rest of a branch: all of it where only the way to somebody is shown, or the next fifty. */
function More({ tree, manager, branch, level }: BranchProps & { branch: ChartBranch }) {
  const managerId = manager?.id ?? ''
  const cursor = branch.isWhole ? (branch.nextCursor ?? '') : ''
  const query = new URLSearchParams({ person: managerId, cursor })
  const all = manager
    ? `Show all ${manager.reports} below ${manager.name}`
    : 'Show everybody at the top'
  return (
    <div role="treeitem" aria-level={level} tabIndex={-1} className="org-more">
      <Link
        href={`/people/chart?${query}` as Route}
        prefetch={false}
        onClick={inPlace(() => tree.load(managerId, cursor))}
      >
        {cursor ? 'Show 50 more' : all}
      </Link>
    </div>
  )
}

/** Keeps a link a link for those who open it elsewhere. */
function inPlace(act: () => void) {
  return (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    act()
  }
}

function withToggled(open: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(open)
  if (!next.delete(id)) next.add(id)
  return next
}

type Keyboard = {
  item: HTMLElement
  items: HTMLElement[]
  typed: { text: string; at: number }
}

/** Where a key leads, as in any tree: to another item, into or out of a branch, or to the person. */
function destination(
  key: string,
  { item, items, typed }: Keyboard,
): HTMLElement | 'toggle' | 'follow' | null {
  const at = items.indexOf(item)
  const expanded = item.getAttribute('aria-expanded')
  if (key === 'ArrowDown') return items[at + 1] ?? null
  if (key === 'ArrowUp') return items[at - 1] ?? null
  if (key === 'Home') return items[0] ?? null
  if (key === 'End') return items.at(-1) ?? null
  if (key === 'Enter') return 'follow'
  if (key === 'ArrowRight') {
    if (expanded === 'false') return 'toggle'
    return expanded === 'true' ? (items[at + 1] ?? null) : null
  }
  if (key === 'ArrowLeft') return expanded === 'true' ? 'toggle' : managerOf(item, items)
  if (key.length !== 1 || key === ' ') return null
  const now = Date.now()
  typed.text = now - typed.at > FORGET_TYPING_MS ? key : typed.text + key
  typed.at = now
  const names = items.map((one) => one.dataset.name ?? '')
  return items[typeAhead(names, at, typed.text)] ?? null
}

function managerOf(item: HTMLElement, items: readonly HTMLElement[]): HTMLElement | null {
  const above = items.slice(0, items.indexOf(item)).reverse()
  return above.find((one) => levelOf(one) < levelOf(item)) ?? null
}

function levelOf(item: HTMLElement): number {
  return Number(item.getAttribute('aria-level'))
}

function focusOn(item: HTMLElement, items: readonly HTMLElement[]): void {
  for (const one of items) one.tabIndex = one === item ? 0 : -1
  item.focus()
}
