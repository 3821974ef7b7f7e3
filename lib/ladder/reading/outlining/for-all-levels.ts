import type { OutlineNode } from '../outline'
import type { Section } from '../structure/sections'
import type { LevelShape } from './levels'
import { levelNode } from './levels'
import type { Shaping } from './shaping'

/** What holds at every level: its items are linked to all levels, not copied to each. */
export function sharedNodes(section: Section, shape: LevelShape, shaping: Shaping): OutlineNode[] {
  const { children } = levelNode(section, shape, shaping)
  const categories = children.filter((node) => node.role === 'category')
  const loose = children.filter((node) => node.role === 'item')
  const others = children.filter((node) => node.role !== 'category' && node.role !== 'item')
  const own = shaping.node('category', section.at, { title: section.title })
  own.children = loose
  const nodes = loose.length > 0 ? [own, ...categories] : categories
  return [...others, ...nodes.map((node) => forAll(node, section.title))]
}

function forAll(node: OutlineNode, label: string): OutlineNode {
  const children = node.children.map((child) => forAll(child, label))
  if (!node.item) return { ...node, children }
  return {
    ...node,
    children,
    item: { ...node.item, levels: ['*'], label: node.item.label ?? label },
  }
}
