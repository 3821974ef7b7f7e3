'use client'

import { Button } from '@/app/_components/ui/button'
import { keptText } from '@/lib/ladder/editing/changes/fields'
import { moveItem, removeItem, shareItem } from '@/lib/ladder/editing/changes/items'
import { inOrder, scaleOf } from '@/lib/ladder/editing/draft'
import { ITEM_KINDS, type Item, type ItemKind, ratingScale } from '@/lib/ladder/format/document'
import { ChoiceDetail, NumberDetail, TextDetail, TickDetail } from './detail-fields'
import { cellsOfItem } from './grid'
import { type Cells, ListDetail, TEXTS } from './list-detail'
import { addBelow, move, showItemAt } from './matrix-keys'
import { parseSpot } from './spot'
import { useEditor, useStore } from './use-editor'

const KINDS: Record<ItemKind, string> = {
  expectation: 'Expectation',
  indicator: 'Growth indicator, rated',
  'anti-pattern': 'Not wanted',
  prerequisite: 'Required first',
  note: 'Note',
}
const KIND_CHOICES = ITEM_KINDS.map((value) => ({ value, title: KINDS[value] }))

/** Everything about one item that does not stand in the matrix. */
export function ItemDetails({ itemKey }: { itemKey: string }) {
  const item = useEditor(({ draft }) => draft.item.get(itemKey))
  if (!item) return <p>This item was removed. Undo brings it back.</p>
  const of = { entity: 'item', key: itemKey } as const
  return (
    <>
      <ItemActions item={item} />
      <TextDetail of={of} field="text" label="Words" isLong />
      <ChoiceDetail of={of} field="kind" label="Kind" choices={KIND_CHOICES} />
      <TickDetail of={of} field="scored" label="Rated in reviews" />
      <TickDetail
        of={of}
        field="critical"
        label="Critical"
        hint="The level is not reached without it."
      />
      <NumberDetail
        of={of}
        field="weight"
        label="Weight"
        hint="Empty: the same as the others. 0: shown, not counted."
      />
      <Target item={item} />
      <TextDetail of={of} field="label" label="Lead-in" isOptional hint="Bold words before it." />
      <CategoryOfItem item={item} />
      {item.at === null ? <LevelsOfItem item={item} /> : null}
      <ListDetail
        of={of}
        field="examples"
        label="Examples"
        columns={[{ name: 'text', label: 'Example', isLong: true }]}
        add="Add an example"
        {...TEXTS}
      />
      <ListDetail
        of={of}
        field="antiExamples"
        label="Anti-examples"
        columns={[{ name: 'text', label: 'Anti-example', isLong: true }]}
        add="Add an anti-example"
        {...TEXTS}
      />
      <Anchors itemKey={itemKey} />
      <ListDetail
        of={of}
        field="links"
        label="Links"
        columns={LINK_COLUMNS}
        add="Add a link"
        parse={parseLink}
        format={(link) => ({ ...link })}
      />
    </>
  )
}

const LINK_COLUMNS = [
  { name: 'label', label: 'Name of the link' },
  { name: 'url', label: 'Address (https)' },
]

function parseLink({ label, url }: Cells): Item['links'][number] | null {
  const [name, address] = [String(label).trim(), String(url).trim()]
  return name !== '' && /^https:\/\/[^\s]+$/.test(address) ? { label: name, url: address } : null
}

function ItemActions({ item }: { item: Item }) {
  const store = useStore()
  const active = useEditor((state) => state.active)
  const spot = parseSpot(active ?? '')
  const [first] = cellsOfItem(item)
  const isHere = spot?.kind === 'item' && spot.key === item.key
  const cell = isHere ? spot.cell : first
  if (!cell) return null
  const here = { kind: 'item', key: item.key, cell } as const
  return (
    <div className="choices">
      <Button onClick={() => move(store, here, 'up')}>Up</Button>
      <Button onClick={() => move(store, here, 'down')}>Down</Button>
      <Button onClick={() => addBelow(store, here)}>Add below</Button>
      <Button
        look="danger"
        onClick={() =>
          store.change(
            removeItem(store.draft, { key: item.key, level: null }),
            'Removed at every level. Undo brings it back.',
          )
        }
      >
        Remove
      </Button>
    </div>
  )
}

function Target({ item }: { item: Item }) {
  const scales = useEditor(({ draft }) => draft.scales)
  const own = useEditor(({ draft }) => scaleOf(draft, item.category))
  const points = (own ?? ratingScale({ scales }))?.points ?? []
  return (
    <ChoiceDetail
      of={{ entity: 'item', key: item.key }}
      field="target"
      label="Met from"
      none="The usual point"
      choices={points.map(({ code, title }) => ({ value: code, title: `${code} ${title}` }))}
    />
  )
}

function CategoryOfItem({ item }: { item: Item }) {
  const store = useStore()
  const categories = useEditor(({ draft }) => draft.category)
  const own = categories.get(item.category)
  const choices = inOrder(categories.values())
    .filter(({ scale }) => scale === own?.scale)
    .map(({ key, title }) => ({ value: key, title }))
  return (
    <ChoiceDetail
      of={{ entity: 'item', key: item.key }}
      field="category"
      label="Category"
      choices={choices}
      onChoose={(category) => {
        const [from] = cellsOfItem(item)
        if (!from) return
        const to = { ...from, category }
        const keys = [...store.draft.item.values()].filter((other) => other.category === category)
        const after = inOrder(keys).at(-1)?.key ?? null
        if (store.change(moveItem(store.draft, { key: item.key, from, to, after }))) {
          showItemAt(store, item.key, to)
        }
      }}
    />
  )
}

function LevelsOfItem({ item }: { item: Item }) {
  const store = useStore()
  const { levels } = useEditor((state) => state.grid)
  const toggle = (key: string, isOn: boolean) => {
    const next = isOn ? [...item.levels, key] : item.levels.filter((level) => level !== key)
    if (next.length === 0) store.announce('An item stands at one level at least.')
    else store.change(shareItem(store.draft, { key: item.key, levels: next }), 'Levels changed.')
  }
  return (
    <fieldset className="list">
      <legend>Stands at</legend>
      {levels.map(({ key, title }) => (
        <label key={key} className="tick">
          <input
            type="checkbox"
            checked={item.levels.includes(key)}
            onChange={(event) => toggle(key, event.currentTarget.checked)}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Anchors({ itemKey }: { itemKey: string }) {
  const scales = useEditor(({ draft }) => draft.scales)
  const points = ratingScale({ scales })?.points ?? []
  const choices = points.map(({ code, title }) => ({ value: code, title: `${code} ${title}` }))
  const codes = points.map(({ code }) => code)
  const parse = ({ point, text }: Cells) => {
    const words = keptText('text', String(text))
    return words === '' ? null : { point: String(point) || (codes[0] ?? ''), text: words }
  }
  return (
    <ListDetail
      of={{ entity: 'item', key: itemKey }}
      field="anchors"
      label="What each rating looks like"
      columns={[
        { name: 'point', label: 'Rating', choices },
        { name: 'text', label: 'Anchor', isLong: true },
      ]}
      add="Add an anchor"
      parse={parse}
      format={(anchor) => ({ ...anchor })}
      arrange={(rows) => rows.toSorted((a, b) => codes.indexOf(a.point) - codes.indexOf(b.point))}
    />
  )
}
