import { ChoiceField } from '@/app/_components/ui/field'
import type { ImportComparison, ShownMatch } from '@/lib/ladder/importing/comparison'
import { counted } from './words'

const ENTITIES: Record<ShownMatch['entity'], string> = {
  track: 'Tracks',
  level: 'Levels',
  category: 'Categories',
  transition: 'Transitions',
  item: 'Items of other words',
}
const ORDER = ['track', 'level', 'category', 'item', 'transition'] as const

/** What may be the same as something published: the same words are ticked, similar ones are not. */
export function MatchChoices({ comparison }: { comparison: ImportComparison }) {
  const { matches, sameItems, moreItems } = comparison
  return (
    <div className="space-y-4">
      {sameItems > 0 ? (
        <ChoiceField
          type="checkbox"
          name="keepsSame"
          value="yes"
          defaultChecked
          label={`${counted(sameItems, 'item', 'items')} of the same words`}
          hint="Each is the published item, so its history goes on."
        />
      ) : null}
      {ORDER.map((entity) => (
        <Matches
          key={entity}
          title={ENTITIES[entity]}
          matches={matches.filter((match) => match.entity === entity)}
        />
      ))}
      {moreItems > 0 ? (
        <p className="text-ink-soft">
          {counted(moreItems, 'more item is', 'more items are')} alike and not shown; they get keys
          of their own.
        </p>
      ) : null}
    </div>
  )
}

function Matches({ title, matches }: { title: string; matches: ShownMatch[] }) {
  if (matches.length === 0) return null
  const isAllSame = matches.every(({ isSame }) => isSame)
  return (
    <details open={!isAllSame}>
      <summary className="w-fit font-medium">
        {title} <span className="font-normal text-ink-soft">{matches.length}</span>
      </summary>
      <ul className="mt-1 divide-y divide-line border-y border-line">
        {matches.map(({ id, before, after, where, score, isSame }) => (
          <li key={id} className="max-w-prose py-1">
            <ChoiceField
              type="checkbox"
              name="matches[]"
              value={id}
              defaultChecked={isSame}
              label={<bdi>{after}</bdi>}
              hint={
                <>
                  is published as <q>{before}</q>
                  {isSame ? '' : `, ${Math.round(score * 100)}% alike`}
                  {where ? `; ${where}` : ''}
                </>
              }
            />
          </li>
        ))}
      </ul>
    </details>
  )
}
