import type { ChangedSection, DiffLine, FieldLine } from '@/lib/ladder/diff/sections'
import type { Span } from '@/lib/ladder/diff/words'
import './diff.css'

const CHANGES: Record<DiffLine['change'], string> = {
  added: 'Added',
  removed: 'Removed',
  moved: 'Moved',
  changed: 'Changed',
  reordered: 'Reordered',
}
const TITLES = new Set(['Text', 'Title'])
const SHOWN = 500

/** What became different, section by section, one line for each thing. */
export function DiffSections({ sections }: { sections: ChangedSection[] }) {
  return sections.map(({ name, title, lines }) => (
    <section key={name} className="ladder-diff">
      <h2>
        {title} <span>{lines.length}</span>
      </h2>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <Line key={`${line.change} ${line.key}`} line={line} />
        ))}
      </ul>
      {lines.length > SHOWN ? (
        <p>
          {(lines.length - SHOWN).toLocaleString('en')} more are not shown. Export both versions to
          compare them in full.
        </p>
      ) : null}
    </section>
  ))
}

function Line({ line: { change, title, where, fields } }: { line: DiffLine }) {
  const words = fields.find(({ label, spans }) => spans && TITLES.has(label))
  return (
    <li>
      <b>{isReworded(change, fields) ? 'Reworded' : CHANGES[change]}</b>
      <div>
        <p>
          {words?.spans ? <Spans spans={words.spans} /> : <Title change={change} text={title} />}
        </p>
        {where ? <p className="where">{where}</p> : null}
        {fields
          .filter((field) => field !== words)
          .map((field) => (
            <Field key={field.label} field={field} />
          ))}
      </div>
    </li>
  )
}

function Title({ change, text }: { change: DiffLine['change']; text: string }) {
  if (change === 'added') return <ins>{text}</ins>
  return change === 'removed' ? <del>{text}</del> : text
}

function Field({ field: { label, spans, before, after } }: { field: FieldLine }) {
  return (
    <p className="field">
      <span>{label}: </span>
      {spans ? (
        <Spans spans={spans} />
      ) : (
        <>
          <del>{before || 'none'}</del> <ins>{after || 'none'}</ins>
        </>
      )}
    </p>
  )
}

/** A text with the words that went and those that came. */
export function Spans({ spans }: { spans: Span[] }) {
  return spans.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`
    if (kind === 'same') return <span key={key}>{text}</span>
    return kind === 'added' ? <ins key={key}>{text}</ins> : <del key={key}>{text}</del>
  })
}

function isReworded(change: DiffLine['change'], fields: FieldLine[]): boolean {
  return (
    change === 'changed' && fields.length === 1 && fields.every(({ label }) => label === 'Text')
  )
}
