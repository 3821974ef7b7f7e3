'use client'

import { Fragment, type ReactNode } from 'react'
import { ScaleMark } from '@/app/_components/charts/scale-mark'
import { Prose } from '@/app/_components/ui/prose'
import type { PacketHead } from '@/lib/reviews/packets/queries'
import type { PacketReading, ReviewReading } from '@/lib/reviews/packets/reading'
import './packet.css'

type DrawnMark = [value: number | null, word: string, rater?: string]
/** An indicator or expectation with who answered what; without `marks` nobody rated it. */
export type DrawnItem = {
  key: string
  text: string
  marks?: [term: string, marks: DrawnMark[]][]
  notes?: { who: string; text: string }[]
}
type DrawnGroup = { key: string; title: string; items: DrawnItem[] }

/** The pages of a packet, drawn from plain rows. */
export function PacketPages({
  head,
  reading,
  groups,
  omissions,
}: {
  head: PacketHead
  reading: Omit<PacketReading, 'groups'>
  groups: DrawnGroup[]
  omissions: string[]
}) {
  const { summary, manager, peers, self } = reading
  return (
    <article className="packet max-w-4xl" aria-label={`Packet of ${head.subjectName}`}>
      <p className="packet-running-head" aria-hidden="true">
        {head.subjectName} · {head.cycleName}
      </p>
      <Facts head={head} />
      {summary.length > 0 ? (
        <Part title="Summary">
          {summary.map(({ author, text }) => (
            <div key={author}>
              {summary.length > 1 ? <h3 className="mb-1 font-semibold">{author}</h3> : null}
              <Prose text={text} />
            </div>
          ))}
        </Part>
      ) : null}
      {groups.map((group) => (
        <Ratings key={group.key} group={group} />
      ))}
      <Texts title="In detail" reviews={manager} />
      <Texts title="Peer feedback" reviews={peers} />
      <Texts title="Self-review" reviews={self} />
      {omissions.length > 0 ? (
        <Part title="What is not here">
          <ul className="prose">
            {omissions.map((omission) => (
              <li key={omission}>{omission}</li>
            ))}
          </ul>
        </Part>
      ) : null}
    </article>
  )
}

function Facts({ head }: { head: PacketHead }) {
  const facts = [
    ['Cycle', `${head.cycleName}, ${head.period}`],
    ['Level', head.level],
    ['Next level', head.nextLevel],
    ['Team', head.team],
    ['Manager', head.managerName],
  ].filter(([, value]) => value)
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-y border-line py-3">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt className="text-sm text-ink-soft">{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 space-y-4">
      <h2 className="text-xl font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Ratings({ group }: { group: DrawnGroup }) {
  return (
    <section className="mt-8">
      <h2 className="text-xl font-semibold">{group.title}</h2>
      <ul className="mt-3">
        {group.items.map((item) => (
          <Item key={item.key} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Item({ item: { text, marks, notes } }: { item: DrawnItem }) {
  return (
    <li className="packet-item">
      <p>{text}</p>
      {marks ? (
        <dl className="packet-marks">{marks.map(drawMarks)}</dl>
      ) : (
        <p className="packet-marks">Not rated</p>
      )}
      {notes ? (
        <dl className="packet-notes">
          {placed(notes).map(({ one, place }) => (
            <div key={place}>
              <dt>{one.who}</dt>
              <dd>{one.text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  )
}

function drawMarks([term, marks]: [term: string, marks: DrawnMark[]]) {
  return (
    <Fragment key={term}>
      <dt>{term}</dt>
      <dd>
        {placed(marks).map(({ one: [value, word, rater], place }) => (
          <ScaleMark key={place} value={value} word={word} rater={rater} />
        ))}
      </dd>
    </Fragment>
  )
}

function Texts({ title, reviews }: { title: string; reviews: ReviewReading[] }) {
  if (reviews.length === 0) return null
  return (
    <Part title={title}>
      {placed(reviews).map(({ one: review, place }) => (
        <div key={place} className="space-y-4">
          <h3 className="text-lg font-semibold">{review.title}</h3>
          {review.sections.map((section) => (
            <div key={section.key} className="space-y-1">
              <h4 className="text-sm font-medium text-ink-soft">{section.title}</h4>
              <Prose text={section.text} />
            </div>
          ))}
        </div>
      ))}
    </Part>
  )
}

// What peers say without their names has nothing of its own but its place.
function placed<T>(list: readonly T[]): { one: T; place: number }[] {
  return list.map((one, place) => ({ one, place }))
}
