import type { ReactNode } from 'react'
import { Cell, Table } from '@/app/_components/ui/table'
import type { CategoryRow, LevelRow } from '@/lib/ladder/importing/preview'
import type { ImportView } from '@/lib/ladder/importing/queries'
import { SpotLink } from './spot-link'
import { HEADINGS, KINDS } from './words'

/** The tracks and what is taken for a level, each to be called and placed otherwise. */
export function LevelRows({ view }: { view: ImportView }) {
  return (
    <fieldset className="min-w-0 space-y-3">
      <legend className="mb-2 text-lg font-semibold">Levels</legend>
      <div className="flex flex-wrap gap-3">
        {view.tracks.map(({ key, title }) => (
          <Small key={key} name={`track:${key}`} label="Track" value={title} />
        ))}
        <Small name="track:" label="One more track" value="" />
      </div>
      {view.levels.length > 0 ? (
        <Table caption="Levels" columns={['Line', 'Title', 'It is', 'Track', 'Code', 'Band']}>
          {view.levels.map((row) => (
            <Level key={row.id} view={view} row={row} />
          ))}
        </Table>
      ) : null}
      <p className="text-sm text-ink-soft">
        Levels of the same band are equal in standing, whatever their track.
      </p>
      <Small name="levelAt" label="A heading at this line is a level too" value="" />
    </fieldset>
  )
}

function Level({ view, row }: { view: ImportView; row: LevelRow }) {
  const { id, is, title, code, track, band, spot } = row
  return (
    <tr className="import-row">
      <Cell>
        <SpotLink view={view} spot={spot} />
      </Cell>
      <Cell>
        <input
          name={`level:${id}#title`}
          aria-label="Title"
          defaultValue={title}
          maxLength={200}
          className="min-w-56"
        />
      </Cell>
      <Cell>
        <select name={`level:${id}#is`} aria-label={`${title} is`} defaultValue={is}>
          <Options of={Object.entries(HEADINGS)} />
        </select>
      </Cell>
      <Cell>
        <select name={`level:${id}#track`} aria-label={`Track of ${title}`} defaultValue={track}>
          {track === '' ? <option value="">–</option> : null}
          <Options of={view.tracks.map(({ key, title: words }) => [key, words])} />
        </select>
      </Cell>
      <Cell>
        <input
          name={`level:${id}#code`}
          aria-label={`Code of ${title}`}
          defaultValue={code}
          maxLength={20}
          size={5}
        />
      </Cell>
      <Cell>
        <input
          name={`level:${id}#band`}
          aria-label={`Band of ${title}`}
          defaultValue={band}
          inputMode="numeric"
          maxLength={4}
          size={3}
        />
      </Cell>
    </tr>
  )
}

const CATEGORIES = 'import-categories'

/** The categories by their titles: what stands in them, and whether two are one. */
export function CategoryRows({ view }: { view: ImportView }) {
  if (view.categories.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-lg font-semibold">Categories</legend>
      <Table caption="Categories" columns={['Line', 'Title', 'Holds', 'Is the same as']}>
        {view.categories.map((row, index) => (
          <Category key={row.title} view={view} row={row} name={`category:${index}`} />
        ))}
      </Table>
      <datalist id={CATEGORIES}>
        {view.categories.map(({ title }) => (
          <option key={title} value={title} />
        ))}
      </datalist>
    </fieldset>
  )
}

function Category({ view, row, name }: { view: ImportView; row: CategoryRow; name: string }) {
  const { title, is, kind, into, levels, items, spot } = row
  const found = [
    `${items} ${items === 1 ? 'item' : 'items'}`,
    levels > 1 ? `in ${levels} places` : '',
  ]
  return (
    <tr className="import-row">
      <Cell>
        <SpotLink view={view} spot={spot} />
      </Cell>
      <Cell isHeader>
        <bdi>{title}</bdi>
        <span className="block text-sm text-ink-soft">{found.join(' ')}</span>
        <input type="hidden" name={`${name}#title`} value={title} />
      </Cell>
      <Cell>
        <select name={`${name}#is`} aria-label={`${title} holds`} defaultValue={is}>
          <option value="">As found: {KINDS[kind]}</option>
          <Options of={Object.entries(KINDS)} />
        </select>
      </Cell>
      <Cell>
        <input
          name={`${name}#into`}
          aria-label={`${title} is the same as`}
          defaultValue={into}
          list={CATEGORIES}
          maxLength={200}
          className="min-w-40"
        />
      </Cell>
    </tr>
  )
}

function Options({ of }: { of: readonly (readonly [string, string])[] }): ReactNode {
  return of.map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ))
}

function Small({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="import-row text-sm">
      <span className="block text-ink-soft">{label}</span>
      <input name={name} defaultValue={value} maxLength={200} />
    </label>
  )
}
