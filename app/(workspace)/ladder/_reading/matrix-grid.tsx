'use client'

import type { ReactNode } from 'react'
import { LevelSwitch } from './level-switch'
import './matrix.css'
import './matrix-narrow.css'
import './matrix-print.css'

type Head = {
  name: string
  levels: { href: string; title: ReactNode; code: string | null; isOwn: boolean }[]
}
/** `isRepeated`: it stands in an earlier cell too, which has its address. */
export type DrawnItem = {
  key: string
  text: ReactNode
  isRepeated?: true
  lead?: string
  beside?: ReactNode
}
/** Covers `span` columns from column `at` on; `level` names them on a narrow screen. */
export type DrawnCell = {
  at: number
  span: number
  level: string | undefined
  groups: { key: string; title: string | undefined; items: DrawnItem[] }[]
}
type DrawnRow = { key: string; title: ReactNode; isDeep: boolean; cells: DrawnCell[] }

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }
const WIDE = 6

/**
 * Draws a matrix from plain rows; as elements it would be sent at nearly twice the size. On a narrow
 * screen one column at a time, chosen by radio buttons and CSS alone.
 */
export function MatrixGrid({
  caption,
  name,
  heads,
  facts,
  rows,
  growthAreas,
  isSearch,
}: {
  caption: string
  name: string
  heads: Head[]
  facts: { title: string; cells: string[][] }[]
  rows: DrawnRow[]
  growthAreas: DrawnRow[]
  isSearch: boolean
}) {
  const look = `ladder-matrix${heads.length > WIDE ? ' is-wide' : ''}${isSearch ? ' is-found' : ''}`
  return (
    <div className={look}>
      {isSearch ? null : <LevelSwitch name={name} columns={heads} />}
      <section aria-label={caption} data-soft-links {...REACHABLE}>
        <table>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <td />
              {heads.map(headOf)}
            </tr>
          </thead>
          {facts.length > 0 && !isSearch ? <tbody>{facts.map(factOf)}</tbody> : null}
          {rows.length > 0 ? <tbody>{rows.map(rowOf)}</tbody> : null}
          {growthAreas.length > 0 ? (
            <tbody className="areas">{growthAreas.map(rowOf)}</tbody>
          ) : null}
        </table>
      </section>
    </div>
  )
}

function headOf({ levels }: Head, index: number) {
  return (
    <th key={levels[0]?.href} scope="col" className={`c${index + 1}`}>
      {levels.map(({ href, title, code, isOwn }) => (
        <div key={href}>
          <a href={href}>{title}</a>
          <small>
            {code}
            {isOwn ? ' · your level' : null}
          </small>
        </div>
      ))}
    </th>
  )
}

function factOf({ title, cells }: { title: string; cells: string[][] }) {
  return (
    <tr key={title} className="fact">
      <th scope="row">{title}</th>
      {cells.map((stated, index) => {
        const place = `c${index + 1}`
        return (
          <td key={place} className={place}>
            {stated.length > 1
              ? stated.map((text) => <div key={text}>{text}</div>)
              : (stated[0] ?? '–')}
          </td>
        )
      })}
    </tr>
  )
}

function rowOf({ key, title, isDeep, cells }: DrawnRow) {
  return (
    <tr key={key}>
      <th id={`category-${key}`} scope="row" className={isDeep ? 'deep' : undefined}>
        {title}
      </th>
      {cells.map(cellOf)}
    </tr>
  )
}

function cellOf({ at, span, level, groups }: DrawnCell) {
  return (
    <td
      key={at}
      className={Array.from({ length: span }, (_, offset) => `c${at + offset + 1}`).join(' ')}
      colSpan={span > 1 ? span : undefined}
      data-level={level}
    >
      {groups.map(({ key, title, items }) => {
        const list = <ul key={key}>{items.map(itemOf)}</ul>
        if (!title) return list
        return (
          <div key={key}>
            <small>{title}</small>
            {list}
          </div>
        )
      })}
    </td>
  )
}

function itemOf({ key, text, isRepeated, lead, beside }: DrawnItem) {
  return (
    <li key={key} id={isRepeated ? undefined : `item-${key}`}>
      {lead ? <b>{lead}</b> : null}
      {text}
      {beside}
    </li>
  )
}
