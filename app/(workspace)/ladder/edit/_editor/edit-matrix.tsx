'use client'

import { memo, type ReactNode, useMemo } from 'react'
import type { Section } from '@/lib/ladder/editing/changes/steps'
import { ClashNotes } from './clash-notes'
import { InPlace } from './in-place'
import { MatrixCell } from './matrix-cell'
import { Messages } from './messages'
import { NewTitle } from './new-title'
import { focusSpot, spotOf } from './spot'
import { useEditor, useStore } from './use-editor'

/** A column: `place` as cells name it, a level's key or "@" and a point's code. */
type Column = { place: string; title: string; level: string | null }

/** Levels as columns, categories and growth areas as rows; below, the skills by the points of their scale. */
export function EditMatrix() {
  const narrow = useEditor((store) => store.narrow)
  const grid = useEditor((store) => store.grid)
  const track = useEditor((store) => store.track)
  const levels = useMemo(
    () => grid.levels.filter((level) => track === null || level.track === track),
    [grid, track],
  )
  const columns = useMemo(
    () => levels.map(({ key, title }) => ({ place: key, title, level: key })),
    [levels],
  )
  const tracks = grid.tracks.filter((key) => track === null || key === track)
  const [first, ...others] = grid.sections
  const skills = others.filter(({ kind }) => kind === 'skills')
  const areas = others.find(({ kind }) => kind === 'areas')
  return (
    <>
      <MatrixBox label="Levels and categories" columns={columns}>
        <thead>
          <tr>
            <td />
            {tracks.map((key) => (
              <TrackHead
                key={key}
                trackKey={key}
                span={levels.filter((level) => level.track === key).length}
              />
            ))}
          </tr>
          <tr>
            <td />
            {levels.length === 0 ? <td>No level yet</td> : null}
            {levels.map(({ key }) => (
              <LevelHead key={key} levelKey={key} isElsewhere={narrow !== key} />
            ))}
          </tr>
        </thead>
        {first ? (
          <Rows section={first} columns={columns} narrow={narrow}>
            <AddRow kind="competency" span={columns.length} />
          </Rows>
        ) : null}
        <Rows
          section={areas ?? { kind: 'areas', scale: null, rows: [] }}
          columns={columns}
          narrow={narrow}
        >
          <AddRow kind="growth-area" span={columns.length} />
        </Rows>
      </MatrixBox>
      {skills.map((section) => (
        <SkillMatrix key={section.scale} section={section} />
      ))}
    </>
  )
}

function SkillMatrix({ section }: { section: Section }) {
  const scales = useEditor(({ draft }) => draft.scales)
  const points = scales.find(({ key }) => key === section.scale)?.points ?? []
  const columns = points.map(({ code, title }) => ({ place: `@${code}`, title, level: null }))
  return (
    <MatrixBox label={`Skills on the scale ${section.scale}`} columns={columns}>
      <thead>
        <tr>
          <td />
          {columns.map(({ place, title }) => (
            <th key={place} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <Rows section={section} columns={columns} narrow={null} />
    </MatrixBox>
  )
}

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

function MatrixBox({
  label,
  columns,
  children,
}: {
  label: string
  columns: Column[]
  children: ReactNode
}) {
  return (
    <section aria-label={label} className="edit-matrix" {...REACHABLE}>
      <table>
        <caption className="sr-only">{label}</caption>
        <colgroup>
          <col />
          {columns.map(({ place }) => (
            <col key={place} />
          ))}
        </colgroup>
        {children}
      </table>
    </section>
  )
}

type RowsProps = {
  section: Section
  columns: Column[]
  narrow: string | null
  children?: ReactNode
}

function Rows({ section, columns, narrow, children }: RowsProps) {
  return (
    <tbody className={section.kind === 'areas' ? 'areas' : undefined}>
      {section.rows.map((key) => (
        <Row key={key} category={key} columns={columns} narrow={narrow} />
      ))}
      {children}
    </tbody>
  )
}

const Row = memo(function Row({
  category,
  columns,
  narrow,
}: {
  category: string
  columns: Column[]
  narrow: string | null
}) {
  const title = useEditor(({ draft }) => draft.category.get(category)?.title ?? '')
  const parent = useEditor(({ draft }) => draft.category.get(category)?.parent ?? null)
  return (
    <tr>
      <th scope="row" className={parent ? 'deep' : undefined}>
        <HeadTitle entity="category" entityKey={category} title={title} />
      </th>
      {columns.map((column) => (
        <MatrixCell
          key={column.place}
          category={category}
          place={column.place}
          isElsewhere={narrow !== null && column.place !== narrow}
          name={`${title} at ${column.title}`}
        />
      ))}
    </tr>
  )
})

function LevelHead({ levelKey, isElsewhere }: { levelKey: string; isElsewhere: boolean }) {
  const level = useEditor(({ draft }) => draft.level.get(levelKey))
  if (!level) return null
  return (
    <th scope="col" data-level={levelKey} className={isElsewhere ? 'is-elsewhere' : undefined}>
      <HeadTitle entity="level" entityKey={levelKey} title={level.title} />
      <small>
        {[level.code, level.band === null ? null : `band ${level.band}`]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </th>
  )
}

function TrackHead({ trackKey, span }: { trackKey: string; span: number }) {
  const title = useEditor(({ draft }) => draft.track.get(trackKey)?.title ?? '')
  return (
    <th scope="colgroup" colSpan={Math.max(1, span)} className="track">
      <HeadTitle entity="track" entityKey={trackKey} title={title} />
      <NewTitle kind="level" track={trackKey} />
    </th>
  )
}

function AddRow({ kind, span }: { kind: 'competency' | 'growth-area'; span: number }) {
  return (
    <tr className="add-row">
      <td colSpan={span + 1}>
        <NewTitle kind={kind} track={null} />
      </td>
    </tr>
  )
}

function HeadTitle({
  entity,
  entityKey,
  title,
}: {
  entity: 'level' | 'category' | 'track'
  entityKey: string
  title: string
}) {
  const store = useStore()
  const spot = spotOf({ entity, key: entityKey })
  const isEditing = useEditor(({ editing }) => editing === spot)
  const isActive = useEditor(({ active }) => active === spot)
  const leave = () => {
    if (store.editing !== spot) return
    store.show({ editing: null })
    focusSpot(spot)
  }
  return (
    <>
      {isEditing ? (
        <InPlace
          label={`Title of the ${entity}`}
          value={title}
          isOneLine
          onSave={(typed, seen) =>
            store.setField({ entity, key: entityKey }, 'title', {
              seen: seen.trim(),
              value: typed.trim(),
            })
          }
          onDone={leave}
        />
      ) : (
        <button type="button" data-spot={spot} tabIndex={isActive ? 0 : -1}>
          {title}
        </button>
      )}
      <Messages entity={entity} entityKey={entityKey} />
      <ClashNotes entity={entity} entityKey={entityKey} />
    </>
  )
}
