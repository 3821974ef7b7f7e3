import { Button } from '@/app/_components/ui/button'
import { SelectField } from '@/app/_components/ui/field'
import type { LevelChoices } from '@/lib/ladder/views/level-choices'
import { LevelOptions } from './level-options'

/** Chooses the two levels; a plain form, so that the pair lives in the address. */
export function PairForm({
  choices,
  left,
  right,
}: {
  choices: LevelChoices
  left: string
  right: string
}) {
  return (
    <form action="/ladder/compare" className="flex flex-wrap items-end gap-3">
      <SelectField label="From" name="left" defaultValue={left}>
        <LevelOptions choices={choices} />
      </SelectField>
      <SelectField label="To" name="right" defaultValue={right}>
        <LevelOptions choices={choices} />
      </SelectField>
      <Button type="submit">Compare</Button>
    </form>
  )
}
