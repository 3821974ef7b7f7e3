import { ScaleDots } from '@/app/_components/charts/scale-dots'
import type { ProfileGroup, ProfileRow } from '@/lib/growth/profile/profile'
import { Readings } from './readings'
import { Section } from './section'
import './growth.css'

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
          <ul className="profile">
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
    <li id={`indicator-${row.key}`}>
      <div className="indicator">
        <div>
          <p>{row.text}</p>
          <Standing row={row} />
          <small>{`${row.evidence}${row.gap ? `. ${row.gap}` : ''}.`}</small>
        </div>
        <Dots row={row} />
      </div>
      {row.readings.length > 0 ? (
        <details>
          <summary>
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
    <details>
      <summary>
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
    <div className="dots">
      {row.dots.length === 0 ? (
        <p>Not rated in any cycle</p>
      ) : (
        <dl>
          {row.dots.map(({ cycleId, label, mark, isOtherMeaning }) => (
            <div key={cycleId}>
              <dt>{label}</dt>
              <dd>
                <ScaleDots points={mark.points} />
                {isOtherMeaning ? 'Rated for another meaning' : mark.text}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={row.cost === null ? 'cost is-open' : 'cost'}>
        {row.cost === null ? (
          'no cost yet'
        ) : (
          <>
            <span>costs</span>
            <b>{row.cost}</b>
            {row.cost === '1' ? ' point' : ' points'}
          </>
        )}
      </p>
    </div>
  )
}

function Standing({ row }: { row: ProfileRow }) {
  return (
    <ul className="standing">
      {row.isCritical ? <li data-icon="circle-slash">Critical: must be met</li> : null}
      {row.isObserved ? (
        <>
          <Mark isOn={row.isMet} word={row.isMet ? 'Met' : 'Not met'} />
          <Mark isOn={row.isSustained} word={row.isSustained ? 'Sustained' : 'Not sustained'} />
          <Mark isOn={row.isEvidenced} word={row.isEvidenced ? 'Evidenced' : 'Not evidenced'} />
        </>
      ) : (
        <Mark isOn={false} word="Not observed" />
      )}
    </ul>
  )
}

function Mark({ isOn, word }: { isOn: boolean; word: string }) {
  return <li data-icon={isOn ? 'circle-check' : 'circle-dashed'}>{word}</li>
}
