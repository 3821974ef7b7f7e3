'use client'

import { Button } from '@/app/_components/ui/button'
import { FACT_KEYS } from '@/lib/ladder/checks/facts'
import { moveLevel, removeLevel, removeTrack } from '@/lib/ladder/editing/changes/levels'
import { stepTrack } from '@/lib/ladder/editing/changes/steps'
import { inOrder, targetKey } from '@/lib/ladder/editing/draft'
import type { Level, LevelFact } from '@/lib/ladder/format/document'
import { ChoiceDetail, NumberDetail, TextDetail } from './detail-fields'
import { type Cells, ListDetail, TEXTS } from './list-detail'
import { move } from './matrix-keys'
import { NewTitle } from './new-title'
import { useEditor, useStore } from './use-editor'

/** A level beyond its title: code, standing, words, and facts about its scope. */
export function LevelDetails({ levelKey }: { levelKey: string }) {
  const level = useEditor(({ draft }) => draft.level.get(levelKey))
  if (!level) return <p>This level was removed. Undo brings it back.</p>
  const of = { entity: 'level', key: levelKey } as const
  return (
    <>
      <LevelActions level={level} />
      <TextDetail of={of} field="title" label="Title" />
      <TextDetail of={of} field="code" label="Code" isOptional hint="Such as M2 or IC4." />
      <NumberDetail
        of={of}
        field="band"
        label="Band"
        isWhole
        hint="Levels of one band stand equal, in any track."
      />
      <TrackOfLevel level={level} />
      <ExtendsOfLevel level={level} />
      <TextDetail of={of} field="summary" label="Summary" isLong isEmptyAllowed />
      <TextDetail of={of} field="body" label="Text (Markdown)" isLong isEmptyAllowed />
      <ListDetail
        of={of}
        field="aliases"
        label="Other names"
        columns={[{ name: 'text', label: 'Name' }]}
        add="Add a name"
        {...TEXTS}
      />
      <ListDetail
        of={of}
        field="facts"
        label="Facts"
        columns={FACT_COLUMNS}
        add="Add a fact"
        parse={parseFact}
        format={formatFact}
      />
      <Targets level={levelKey} />
    </>
  )
}

export function TrackDetails({ trackKey }: { trackKey: string }) {
  const store = useStore()
  const track = useEditor(({ draft }) => draft.track.get(trackKey))
  const isEmpty = useEditor(
    ({ draft }) => ![...draft.level.values()].some((level) => level.track === trackKey),
  )
  if (!track) return <p>This track was removed. Undo brings it back.</p>
  const of = { entity: 'track', key: trackKey } as const
  return (
    <>
      <TextDetail of={of} field="title" label="Title" />
      <TextDetail of={of} field="body" label="Text (Markdown)" isLong isEmptyAllowed />
      <NewTitle kind="level" track={trackKey} />
      <div className="choices">
        <Button onClick={() => store.change(stepTrack(store.draft, trackKey, -1), 'Track moved.')}>
          Earlier
        </Button>
        <Button onClick={() => store.change(stepTrack(store.draft, trackKey, 1), 'Track moved.')}>
          Later
        </Button>
      </div>
      <Button
        look="danger"
        disabled={!isEmpty}
        onClick={() => store.change(removeTrack(store.draft, trackKey), 'Track removed.')}
      >
        {isEmpty ? 'Remove the track' : 'To remove the track, move its levels first'}
      </Button>
    </>
  )
}

function LevelActions({ level }: { level: Level }) {
  const store = useStore()
  const here = { kind: 'level', key: level.key } as const
  return (
    <div className="choices">
      <Button onClick={() => move(store, here, 'left')}>Lower</Button>
      <Button onClick={() => move(store, here, 'right')}>Higher</Button>
      <Button
        look="danger"
        onClick={() =>
          store.change(
            removeLevel(store.draft, level.key),
            'Level removed, with the items that stood only there. Undo brings all back.',
          )
        }
      >
        Remove the level
      </Button>
    </div>
  )
}

function TrackOfLevel({ level }: { level: Level }) {
  const store = useStore()
  const tracks = useEditor(({ draft }) => draft.track)
  return (
    <ChoiceDetail
      of={{ entity: 'level', key: level.key }}
      field="track"
      label="Track"
      choices={inOrder(tracks.values()).map(({ key, title }) => ({ value: key, title }))}
      onChoose={(track) => {
        const own = [...store.draft.level.values()].filter((other) => other.track === track)
        const after = inOrder(own).at(-1)?.key ?? null
        store.change(moveLevel(store.draft, { key: level.key, track, after }), 'Level moved.')
      }}
    />
  )
}

function ExtendsOfLevel({ level }: { level: Level }) {
  const { levels } = useEditor((store) => store.grid)
  const choices = levels
    .filter(({ key }) => key !== level.key)
    .map(({ key, title }) => ({ value: key, title }))
  return (
    <ChoiceDetail
      of={{ entity: 'level', key: level.key }}
      field="extends"
      label="Extends"
      none="No other level"
      choices={choices}
      hint="What is expected there is expected here too."
    />
  )
}

/** Which point of each skill the level asks for. */
function Targets({ level }: { level: string }) {
  const store = useStore()
  const categories = useEditor(({ draft }) => draft.category)
  const targets = useEditor(({ draft }) => draft.target)
  const scales = useEditor(({ draft }) => draft.scales)
  const skills = inOrder(categories.values()).filter(({ scale }) => scale !== null)
  if (skills.length === 0) return null
  const choose = (category: string, at: string) => {
    const key = targetKey({ level, category })
    const value = targets.get(key)
    if (value && at === '') store.change([{ op: 'remove', entity: 'target', key, value }])
    else if (value) store.set({ entity: 'target', key }, { at })
    else {
      const added = { level, category, at, weight: null, required: true }
      store.change([{ op: 'add', entity: 'target', key, value: added }])
    }
  }
  return (
    <fieldset className="list">
      <legend>Skills asked for</legend>
      {skills.map(({ key, title, scale }) => (
        <label key={key} className="field">
          {title}
          <select
            value={targets.get(targetKey({ level, category: key }))?.at ?? ''}
            onChange={(event) => choose(key, event.currentTarget.value)}
          >
            <option value="">Not asked for</option>
            {scales
              .find((one) => one.key === scale)
              ?.points.map((point) => (
                <option key={point.code} value={point.code}>
                  {point.title}
                </option>
              ))}
          </select>
        </label>
      ))}
    </fieldset>
  )
}

const FACT_COLUMNS = [
  { name: 'key', label: 'Fact', choices: factChoices() },
  { name: 'text', label: 'In words' },
  { name: 'min', label: 'From' },
  { name: 'max', label: 'To' },
  { name: 'unit', label: 'Unit' },
  { name: 'label', label: 'Label' },
  { name: 'open', label: 'And more', isTick: true },
]

function factChoices() {
  const named = [...FACT_KEYS, 'x-other']
  return named.map((value) => ({ value, title: value.replace(/^x-/, '').replaceAll('_', ' ') }))
}

function parseFact(cells: Cells): LevelFact | null {
  const line = (name: string) => String(cells[name] ?? '').trim()
  const amount = (name: string) => {
    const text = line(name).replace(',', '.')
    return /^\d{1,6}(\.\d{1,4})?$/.test(text) ? Number(text) : null
  }
  const [min, max] = [amount('min'), amount('max')]
  if (line('text') === '' || (min !== null && max !== null && min > max)) return null
  return {
    ...{ key: line('key') || FACT_KEYS[0], label: line('label'), text: line('text'), min, max },
    ...{ unit: line('unit') || null, open: cells.open === true, item: line('item') || null },
  }
}

function formatFact({ min, max, unit, item, ...fact }: LevelFact): Cells {
  return {
    ...fact,
    ...{ min: min === null ? '' : String(min), max: max === null ? '' : String(max) },
    ...{ unit: unit ?? '', item: item ?? '' },
  }
}
