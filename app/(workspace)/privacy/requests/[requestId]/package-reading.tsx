import type { AccessPackage } from '@/lib/privacy/requests/package/package'

/** What was collected, as it will be laid out in the file. */
export function PackageReading({ whole: { sections, omissions } }: { whole: AccessPackage }) {
  return (
    <div className="mt-3 max-w-prose space-y-6">
      {sections.map(({ title, why, entries }) => (
        <section key={title}>
          <h3 className="font-semibold">{title}</h3>
          <p className="text-sm text-ink-soft">{why}</p>
          {entries.length === 0 ? <p>Nothing.</p> : null}
          {numbered(entries).map(({ id, one }) => (
            <Entry key={id} entry={one} />
          ))}
        </section>
      ))}
      <section>
        <h3 className="font-semibold">What is not in here</h3>
        <ul className="list-disc ps-5">
          {omissions.map((omission) => (
            <li key={omission}>{omission}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Entry({ entry }: { entry: AccessPackage['sections'][number]['entries'][number] }) {
  return (
    <div className="mt-2">
      <h4 className="font-medium">{entry.title}</h4>
      <dl>
        {numbered(entry.fields).map(({ id, one: { label, text } }) => (
          <div key={id} className="mt-1">
            <dt className="text-sm text-ink-soft">{label}</dt>
            <dd className="break-words whitespace-pre-wrap">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

// They have no name of their own, and never change places.
function numbered<One>(all: readonly One[]): { id: string; one: One }[] {
  return all.map((one, index) => ({ id: String(index), one }))
}
