import { ChoiceField, SelectField } from '@/app/_components/ui/field'
import type { ImportView } from '@/lib/ladder/importing/queries'

/** Which ladder this becomes a version of, and what becomes of tracks that the file does not have. */
export function TargetFields({ view: { ladders, target, isOwn } }: { view: ImportView }) {
  return (
    <>
      <SelectField name="target" label="What it becomes" defaultValue={target.key}>
        <option value="">A new ladder</option>
        {ladders.map(({ key, name }) => (
          <option key={key} value={key}>
            The next version of {name}
          </option>
        ))}
      </SelectField>
      {target.key === '' || isOwn ? null : (
        <div>
          <input type="hidden" name="keepsTracks" value="no" />
          <ChoiceField
            type="checkbox"
            name="keepsTracks"
            value="yes"
            defaultChecked={target.keepsTracks}
            label="Keep its other tracks"
            hint="Tracks that are published and not in the file stay as they are."
          />
        </div>
      )}
    </>
  )
}
