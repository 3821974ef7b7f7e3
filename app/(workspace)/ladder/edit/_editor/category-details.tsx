'use client'

import { Button } from '@/app/_components/ui/button'
import { removeCategory } from '@/lib/ladder/editing/changes/categories'
import { inOrder } from '@/lib/ladder/editing/draft'
import { ChoiceDetail, NumberDetail, TextDetail, TickDetail } from './detail-fields'
import { move } from './matrix-keys'
import { useEditor, useStore } from './use-editor'

const KINDS = [
  { value: 'competency', title: 'Category' },
  { value: 'growth-area', title: 'Growth area' },
]

/** A category beyond its title: where it stands and what it counts. */
export function CategoryDetails({ categoryKey }: { categoryKey: string }) {
  const store = useStore()
  const categories = useEditor(({ draft }) => draft.category)
  const category = categories.get(categoryKey)
  if (!category) return <p>This category was removed. Undo brings it back.</p>
  const of = { entity: 'category', key: categoryKey } as const
  const here = { kind: 'category', key: categoryKey } as const
  const parents = inOrder(categories.values()).filter(
    ({ key, parent, kind }) =>
      key !== categoryKey && parent !== categoryKey && kind === category.kind,
  )
  return (
    <>
      <div className="choices">
        <Button onClick={() => move(store, here, 'up')}>Up</Button>
        <Button onClick={() => move(store, here, 'down')}>Down</Button>
        <Button
          look="danger"
          onClick={() =>
            store.change(
              removeCategory(store.draft, categoryKey),
              'Category removed with its items. Undo brings all back.',
            )
          }
        >
          Remove with its items
        </Button>
      </div>
      <TextDetail of={of} field="title" label="Title" />
      <ChoiceDetail of={of} field="kind" label="Kind" choices={KINDS} />
      <ChoiceDetail
        of={of}
        field="parent"
        label="Stands below"
        none="No other category"
        choices={parents.map(({ key, title }) => ({ value: key, title }))}
      />
      <ScaleOfCategory categoryKey={categoryKey} />
      <TickDetail
        of={of}
        field="gate"
        label="Gate"
        hint="All of it must be met to reach a level."
      />
      <NumberDetail of={of} field="weight" label="Weight" hint="Empty: the same as the others." />
    </>
  )
}

/** By which scale a skill is described; it stays once the category has items. */
function ScaleOfCategory({ categoryKey }: { categoryKey: string }) {
  const scales = useEditor(({ draft }) => draft.scales)
  const skills = scales.filter(({ kind }) => kind === 'proficiency')
  if (skills.length === 0) return null
  return (
    <ChoiceDetail
      of={{ entity: 'category', key: categoryKey }}
      field="scale"
      label="Described by"
      none="Levels"
      choices={skills.map(({ key }) => ({ value: key, title: `The scale ${key}` }))}
      hint="Only while it has no items."
    />
  )
}
