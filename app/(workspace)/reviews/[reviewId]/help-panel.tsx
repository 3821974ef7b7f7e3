'use client'

import { useEffect, useRef, useState } from 'react'
import type { RatingEntry } from '@/lib/reviews/body'
import type { HelpText, ReviewHelp } from '@/lib/reviews/help/queries'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import type { EditorView } from '@/lib/reviews/queries'
import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'

/** What others wrote about the section that one is in, and what was said last time. */
export function HelpPanel({ view, active }: { view: EditorView; active: string | null }) {
  const { help, hasFailed } = useHelp(view)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (details.current) details.current.open = matchMedia('(min-width: 80rem)').matches
  }, [])
  const section =
    view.outline.sections.find(({ key }) => key === active) ?? view.outline.sections[0]
  return (
    <aside
      aria-label="What helps"
      className="xl:sticky xl:top-6 xl:max-h-[calc(100dvh-9rem)] xl:overflow-y-auto"
    >
      <details
        ref={details}
        className="rounded-md border border-line bg-surface xl:border-0 xl:bg-transparent"
      >
        <summary className="px-3.5 py-2.5 xl:px-0 xl:pt-1">
          <h2 className="inline font-medium">What helps</h2>
        </summary>
        <div className="space-y-5 px-3.5 pb-3.5 xl:px-0">
          {hasFailed ? <p className="text-sm text-ink-soft">This could not be loaded.</p> : null}
          {help && section && help.texts.length + help.hidden.length > 0 ? (
            <Texts help={help} section={section} />
          ) : null}
          {help?.lastPacket ? <LastPacket packet={help.lastPacket} /> : null}
          <WritingWell direction={view.direction} />
        </div>
      </details>
    </aside>
  )
}

function useHelp({ reviewId }: EditorView) {
  const [help, setHelp] = useState<ReviewHelp | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    fetch(`/api/reviews/${reviewId}/help`, { signal: stop.signal })
      .then((response) => (response.ok ? response.json() : Promise.reject()))
      .then(setHelp)
      .catch(() => setFailed(!stop.signal.aborted))
    return () => stop.abort()
  }, [reviewId])
  return { help, hasFailed }
}

function Texts({ help, section }: { help: ReviewHelp; section: OutlineSection }) {
  const about = help.texts.filter((text) => saysSomething(text, section))
  return (
    <div className="space-y-4">
      {help.texts.length > 0 ? (
        <h3 className="text-sm font-semibold text-ink-soft">On “{section.title}”</h3>
      ) : null}
      {help.texts.length > 0 && about.length === 0 ? (
        <p className="text-sm text-ink-soft">Nobody wrote anything on this section.</p>
      ) : null}
      {about.map((text) => (
        <section key={text.id} className="text-sm">
          <h4 className="font-semibold">{text.title}</h4>
          {text.sections[section.key] ? (
            <p className="mt-1 break-words whitespace-pre-wrap">{text.sections[section.key]}</p>
          ) : null}
          <ul className="mt-1 space-y-1.5">
            {section.items.map((item) => (
              <Rated key={item.key} words={item.text} entry={text.ratings[item.key]} />
            ))}
          </ul>
        </section>
      ))}
      {help.hidden.map((reason) => (
        <p key={reason} className="text-sm text-ink-soft">
          {reason}
        </p>
      ))}
    </div>
  )
}

function Rated({ words, entry }: { words: string; entry: RatingEntry | undefined }) {
  if (!entry) return null
  const point = SCALE_POINTS.find(({ value }) => value === entry.value)
  return (
    <li className="break-words">
      <span className="text-ink-soft">{words}:</span>{' '}
      <span className="font-medium">
        {point ? `${point.value} ${point.name}` : NOT_OBSERVED.name}
      </span>
      {entry.note ? <span className="block whitespace-pre-wrap">{entry.note}</span> : null}
    </li>
  )
}

function saysSomething({ sections, ratings }: HelpText, section: OutlineSection): boolean {
  return Boolean(sections[section.key]) || section.items.some(({ key }) => ratings[key])
}

function LastPacket({ packet }: { packet: NonNullable<ReviewHelp['lastPacket']> }) {
  return (
    <section className="text-sm">
      <h3 className="font-semibold">Last time: {packet.cycleName}</h3>
      {packet.texts.map(({ title, text }) => (
        <p key={title} className="mt-1 break-words whitespace-pre-wrap">
          <span className="text-ink-soft">{title}: </span>
          {text}
        </p>
      ))}
      {packet.texts.length === 0 ? (
        <p className="mt-1 text-ink-soft">The packet has no summary.</p>
      ) : null}
    </section>
  )
}

function WritingWell({ direction }: { direction: EditorView['direction'] }) {
  const being = direction === 'SELF' ? 'you are' : 'the person is'
  return (
    <section className="text-sm">
      <h3 className="font-semibold">Writing well</h3>
      <ul className="mt-1 list-disc space-y-1 ps-4.5 text-ink-soft">
        <li>Say what happened and what came of it, before you say how good it was.</li>
        <li>Describe work, not what {being} like.</li>
        <li>Name one or two situations that somebody else would recognise.</li>
        <li>Look at the whole period, not only the last weeks.</li>
      </ul>
    </section>
  )
}
