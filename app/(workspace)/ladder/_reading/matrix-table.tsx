import Link from 'next/link'
import type { ReactNode } from 'react'
import type {
  Matrix,
  MatrixCell,
  MatrixColumn,
  MatrixItem,
  MatrixRow,
} from '@/lib/ladder/views/matrix'
import { factTitle } from '@/lib/ladder/words/fact-title'
import { FoundBeside } from './found-beside'
import { leadIn } from './item-words'
import { levelPath } from './level-link'
import { LevelSwitch } from './level-switch'
import { Marked } from './marked'
import './matrix.css'
import './matrix-narrow.css'
import './matrix-print.css'

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }
const WIDE = 6

/**
 * Levels as columns, categories as rows. On a narrow screen one column at a time, chosen by radio
 * buttons and CSS alone. `name` tells several matrices of one page apart.
 */
export function MatrixTable({
  caption,
  name,
  matrix: { columns, rows, growthAreas },
  words = [],
  ownLevel,
  hasFacts = true,
}: {
  caption: string
  name: string
  matrix: Matrix
  words?: readonly string[]
  ownLevel: string | null
  hasFacts?: boolean
}) {
  const anchored = new Set<string>()
  const draw = (row: MatrixRow) => (
    <Row key={row.category.key} {...{ row, columns, words, anchored }} />
  )
  const isSearch = words.length > 0
  const look = `ladder-matrix${columns.length > WIDE ? ' is-wide' : ''}${isSearch ? ' is-found' : ''}`
  return (
    <div className={look}>
      {isSearch ? null : <LevelSwitch {...{ name, columns, ownLevel }} />}
      <section aria-label={caption} {...REACHABLE}>
        <table>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <Heads {...{ columns, ownLevel, words }} />
          </thead>
          {hasFacts && !isSearch ? (
            <tbody>
              <Facts columns={columns} />
            </tbody>
          ) : null}
          {rows.length > 0 ? <tbody>{rows.map(draw)}</tbody> : null}
          {growthAreas.length > 0 ? <tbody className="areas">{growthAreas.map(draw)}</tbody> : null}
        </table>
      </section>
    </div>
  )
}

function Heads({
  columns,
  ownLevel,
  words,
}: {
  columns: MatrixColumn[]
  ownLevel: string | null
  words: readonly string[]
}) {
  return (
    <tr>
      <td />
      {columns.map(({ levels }, index) => (
        <th key={columnKey(levels)} scope="col" className={`c${index + 1}`}>
          {levels.map(({ key, code, title }) => (
            <div key={key}>
              <Link href={levelPath(key)} prefetch={false}>
                <Marked text={title} words={words} />
              </Link>
              <small>
                {code}
                {key === ownLevel ? ' · your level' : null}
              </small>
            </div>
          ))}
        </th>
      ))}
    </tr>
  )
}

function Facts({ columns }: { columns: MatrixColumn[] }) {
  const facts = columns.flatMap(({ levels }) => levels.flatMap((level) => level.facts))
  const titles = [...new Set(facts.map(factTitle))]
  return titles.map((title) => (
    <tr key={title} className="fact">
      <th scope="row">{title}</th>
      {columns.map(({ levels }, index) => (
        <td key={columnKey(levels)} className={`c${index + 1}`}>
          {statedFacts(levels, title)}
        </td>
      ))}
    </tr>
  ))
}

function statedFacts(levels: MatrixColumn['levels'], title: string): ReactNode {
  const stated = levels.flatMap(({ key, code, title: name, facts }) => {
    const fact = facts.find((candidate) => factTitle(candidate) === title)
    return fact ? [{ key, name: code ?? name, text: fact.text }] : []
  })
  if (stated.length === 0) return '–'
  if (levels.length === 1) return stated[0]?.text
  return stated.map(({ key, name, text }) => <div key={key}>{`${name}: ${text}`}</div>)
}

function Row({
  row,
  columns,
  words,
  anchored,
}: {
  row: MatrixRow
  columns: MatrixColumn[]
  words: readonly string[]
  anchored: Set<string>
}) {
  let at = 0
  return (
    <tr>
      <th
        id={`category-${row.category.key}`}
        scope="row"
        className={row.depth > 1 ? 'deep' : undefined}
      >
        <Marked text={row.category.title} words={words} />
      </th>
      {row.cells.map((cell) => {
        const covered = columns.slice(at, at + cell.span)
        const places = covered.map((_, index) => `c${at + index + 1}`)
        at += cell.span
        return (
          <td
            key={places[0]}
            className={places.join(' ')}
            colSpan={cell.span > 1 ? cell.span : undefined}
            data-level={cell.groups.length > 0 ? covered.map(columnName).join(' / ') : undefined}
          >
            {groupsOf({ cell, covered, words, anchored })}
          </td>
        )
      })}
    </tr>
  )
}

function groupsOf({
  cell: { groups },
  covered,
  words,
  anchored,
}: {
  cell: MatrixCell
  covered: MatrixColumn[]
  words: readonly string[]
  anchored: Set<string>
}): ReactNode {
  const levels = covered.flatMap((column) => column.levels)
  const isShared = covered.some((column) => column.levels.length > 1)
  return groups.map(({ levelKey, items }) => {
    const list = <ul key={levelKey}>{items.map((item) => itemOf({ item, words, anchored }))}</ul>
    const level = levels.find(({ key }) => key === levelKey)
    if (!isShared || !level) return list
    return (
      <div key={levelKey}>
        <small>{level.code ?? level.title}</small>
        {list}
      </div>
    )
  })
}

// An item of several levels may stand in several cells; its address is the first of them.
function itemOf({
  item,
  words,
  anchored,
}: {
  item: MatrixItem
  words: readonly string[]
  anchored: Set<string>
}): ReactNode {
  const isFirst = !anchored.has(item.key)
  anchored.add(item.key)
  const lead = leadIn(item)
  const text = words.length > 0 ? <Marked text={item.text} words={words} /> : item.text
  return (
    <li key={item.key} id={isFirst ? `item-${item.key}` : undefined}>
      {lead ? <b>{lead}</b> : null}
      {text}
      {item.found ? <FoundBeside found={item.found} words={words} /> : null}
    </li>
  )
}

function columnKey(levels: MatrixColumn['levels']): string {
  return levels.map(({ key }) => key).join(' ')
}

function columnName({ levels }: MatrixColumn): string {
  return levels.map(({ code, title }) => code ?? title).join(', ')
}
