import { Notice } from '@/app/_components/ui/notice'
import type { PlacedMessage } from '@/lib/ladder/publishing/preview'

const SHOWN = 100

/** What the checks found: errors stop, warnings need a tick, notes are there to be read. */
export function Messages({ messages }: { messages: PlacedMessage[] }) {
  const of = (severity: PlacedMessage['severity']) =>
    messages.filter((message) => message.severity === severity)
  const [errors, warnings, notes] = [of('error'), of('warning'), of('info')]
  return (
    <div className="max-w-3xl space-y-3">
      {errors.length > 0 ? (
        <Notice kind="error" title="To be mended before it can be published">
          <List messages={errors} />
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice kind="warn" title="To be looked at">
          <List messages={warnings} />
        </Notice>
      ) : null}
      {notes.length > 0 ? (
        <details>
          <summary className="w-fit font-medium text-accent">
            {notes.length === 1 ? '1 note' : `${notes.length} notes`}
          </summary>
          <List messages={notes} />
        </details>
      ) : null}
    </div>
  )
}

function List({ messages }: { messages: PlacedMessage[] }) {
  return (
    <ul className="space-y-1.5">
      {messages.slice(0, SHOWN).map(({ code, line, column, message, excerpt }) => (
        <li key={`${code} ${line} ${column} ${message}`}>
          {message} <span className="text-sm text-ink-soft">{code}</span>
          {excerpt ? <q className="block text-sm break-words text-ink-soft">{excerpt}</q> : null}
        </li>
      ))}
      {messages.length > SHOWN ? <li>and {messages.length - SHOWN} more.</li> : null}
    </ul>
  )
}
