import { ChoiceField } from '@/app/_components/ui/field'
import type { ChoosableMap, ChoosableRewording } from '@/lib/ladder/publishing/preview'
import { Spans } from '../../_reading/diff-sections'
import { CLASS_FIELD, COMPARABLE_FIELD, MAP_FIELD } from './choices'

/** Each rewording with the question whether it still means the same. */
export function RewordingChoices({ rewordings }: { rewordings: ChoosableRewording[] }) {
  return (
    <ul className="ladder-choice divide-y divide-line border-y border-line">
      {rewordings.map(({ key, where, spans, isEditorial, stated }) => (
        <li key={key} className="py-3">
          <fieldset>
            <legend className="max-w-prose">
              <Spans spans={spans} />
              <span className="block text-sm text-ink-soft">{where}</span>
            </legend>
            {isEditorial ? (
              <p className="mt-1 text-sm">Editorial: only signs, spaces or case changed.</p>
            ) : (
              <div className="mt-1 flex flex-wrap gap-x-6">
                <ChoiceField
                  type="radio"
                  name={CLASS_FIELD + key}
                  value="clarified"
                  defaultChecked={stated === 'clarified'}
                  required
                  label="Clarified"
                  hint="It means the same; its history goes on."
                />
                <ChoiceField
                  type="radio"
                  name={CLASS_FIELD + key}
                  value="material"
                  defaultChecked={stated === 'material'}
                  required
                  label="Material"
                  hint="It means something else; its history begins anew."
                />
              </div>
            )}
          </fieldset>
        </li>
      ))}
    </ul>
  )
}

const RELATIONS: Record<ChoosableMap['relation'], string> = {
  replaces: 'now is',
  split: 'was split into',
  merged: 'were merged into',
  related: 'is related to',
}

/** Keys that went and keys that came and may be the same thing; nothing is taken over unasked. */
export function MapChoices({ maps }: { maps: ChoosableMap[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {maps.map(({ fromTexts, toTexts, score, ...map }) => {
        const { entity, from, to, relation } = map
        const id = `${entity} ${from.join(' ')}`
        return (
          <li key={id} className="max-w-prose py-3">
            <ChoiceField
              type="checkbox"
              name={MAP_FIELD + id}
              value={JSON.stringify({ entity, from, to, relation })}
              label={`The ${entity} ${quoted(fromTexts)} ${RELATIONS[relation]} ${quoted(toTexts)}`}
              hint={`${Math.round(score * 100)}% alike`}
            />
            {entity === 'item' && relation === 'replaces' ? (
              <div className="ps-6">
                <ChoiceField
                  type="checkbox"
                  name={COMPARABLE_FIELD + id}
                  value="yes"
                  label="It means the same, so its history goes on"
                />
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function quoted(texts: string[]): string {
  return texts.map((text) => `“${text}”`).join(' and ')
}
