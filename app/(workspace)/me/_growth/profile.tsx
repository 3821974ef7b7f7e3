import { CircleCheck, CircleDashed, CircleSlash, type LucideIcon } from 'lucide-react'
import { ScaleDots } from '@/app/_components/charts/scale-dots'
import type { ProfileGroup, ProfileRow } from '@/lib/growth/profile/profile'
import { Readings } from './readings'
import { Section } from './section'

/** A row for each indicator of the target level: its words, what was seen in each cycle, what it costs. */
export function ProfileSection({
  groups,
  targetTitle,
}: {
  groups: ProfileGroup[]
  targetTitle: string
}) {
  return (
    <Section
      id="profile"
      title={`What ${targetTitle} asks for`}
      lead={`One row for each growth indicator of the level. Ratings go from Not yet shown (1) to Exemplary (5); Consistent (4) counts as met. What an indicator costs is how many of the hundred points of readiness are missing because of it.`}
    >
      {groups.map(({ key, title, rows }) => (
        <div key={key} className="not-first:mt-6">
          {groups.length > 1 ? <h3 className="mb-2 text-lg font-semibold">{title}</h3> : null}
          <ul className="divide-y divide-line rounded-md border border-line bg-surface">
            {rows.map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

function Row({ row }: { row: ProfileRow }) {
  return (
    <li id={`indicator-${row.key}`} className="px-4 py-3.5">
      <div className="grid gap-x-8 gap-y-2 lg:grid-cols-[minmax(0,1fr)_27rem]">
        <div>
          <p className="font-medium text-pretty">{row.text}</p>
          <Standing row={row} />
          <p className="mt-1 text-sm text-ink-soft">
            {row.evidence}
            {row.gap ? `. ${row.gap}` : ''}.
          </p>
        </div>
        <Dots row={row} />
      </div>
      {row.readings.length > 0 ? (
        <details className="mt-2">
          <summary className="w-fit text-sm font-medium text-accent">
            Who rated what<span className="sr-only">: {row.text}</span>
          </summary>
          <Readings readings={row.readings} />
        </details>
      ) : null}
      {row.earlier.length > 0 ? <EarlierMeanings row={row} /> : null}
    </li>
  )
}

/** Ratings of other words, beside the line and never in it. */
function EarlierMeanings({ row }: { row: ProfileRow }) {
  return (
    <details className="mt-2">
      <summary className="w-fit text-sm font-medium text-accent">
        Rated before the meaning changed<span className="sr-only">: {row.text}</span>
      </summary>
      {row.earlier.map(({ text, why, reading }) => (
        <div key={`${reading.cycleId} ${text}`} className="mt-2 text-sm">
          <p className="text-pretty">“{text}”</p>
          <p className="text-ink-soft">{why}</p>
          <Readings readings={[reading]} />
        </div>
      ))}
    </details>
  )
}

function Dots({ row }: { row: ProfileRow }) {
  return (
    <div className="flex items-start justify-between gap-4">
      {row.dots.length === 0 ? (
        <p className="text-sm text-ink-soft">Not rated in any cycle</p>
      ) : (
        <dl className="space-y-0.5 text-sm">
          {row.dots.map(({ cycleId, label, mark, isOtherMeaning }) => (
            <div
              key={cycleId}
              className="sm:grid sm:grid-cols-[9rem_auto] sm:items-center sm:gap-x-3"
            >
              <dt className="text-ink-soft">{label}</dt>
              <dd className="flex items-center gap-2">
                <ScaleDots points={mark.points} />
                {isOtherMeaning ? 'Rated for another meaning' : mark.text}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="shrink-0 text-end text-sm">
        {row.cost === null ? (
          <span className="text-ink-soft">no cost yet</span>
        ) : (
          <>
            <span className="block text-ink-soft">costs</span>
            <span className="text-lg font-semibold tabular-nums">{row.cost}</span>{' '}
            {row.cost === '1' ? 'point' : 'points'}
          </>
        )}
      </p>
    </div>
  )
}

function Standing({ row }: { row: ProfileRow }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
      {row.isCritical ? <Mark Icon={CircleSlash} word="Critical: must be met" /> : null}
      {row.isObserved ? (
        <>
          <Mark
            Icon={row.isMet ? CircleCheck : CircleDashed}
            word={row.isMet ? 'Met' : 'Not met'}
            isOn={row.isMet}
          />
          <Mark
            Icon={row.isSustained ? CircleCheck : CircleDashed}
            word={row.isSustained ? 'Sustained' : 'Not sustained'}
            isOn={row.isSustained}
          />
          <Mark
            Icon={row.isEvidenced ? CircleCheck : CircleDashed}
            word={row.isEvidenced ? 'Evidenced' : 'Not evidenced'}
            isOn={row.isEvidenced}
          />
        </>
      ) : (
        <Mark Icon={CircleDashed} word="Not observed" />
      )}
    </ul>
  )
}

function Mark({ Icon, word, isOn = false }: { Icon: LucideIcon; word: string; isOn?: boolean }) {
  return (
    <li className={`inline-flex items-center gap-1.5 ${isOn ? 'font-medium' : 'text-ink-soft'}`}>
      <Icon aria-hidden="true" className={`size-3.5 ${isOn ? 'text-accent' : ''}`} />
      {word}
    </li>
  )
}
