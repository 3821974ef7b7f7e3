import { Button } from '@/app/_components/ui/button'
import { SelectField } from '@/app/_components/ui/field'
import type { ComparisonView } from '@/lib/ladder/queries'

type Choices = ComparisonView['choices']

/** Chooses the two levels; a plain form, so that the pair lives in the address. */
export function PairForm({
  choices,
  left,
  right,
}: {
  choices: Choices
  left: string
  right: string
}) {
  return (
    <form action="/ladder/compare" className="flex flex-wrap items-end gap-3">
      <SelectField label="From" name="left" defaultValue={left}>
        <Options choices={choices} />
      </SelectField>
      <SelectField label="To" name="right" defaultValue={right}>
        <Options choices={choices} />
      </SelectField>
      <Button type="submit">Compare</Button>
    </form>
  )
}

function Options({ choices }: { choices: Choices }) {
  return choices.map(({ track, levels }) => (
    <optgroup key={track} label={track}>
      {levels.map(({ key, title }) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </optgroup>
  ))
}
