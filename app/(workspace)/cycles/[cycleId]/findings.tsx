import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { Finding, FindingKind } from '@/lib/cycles/launch/data-check'

const ICONS = {
  stops: { Icon: CircleAlert, word: 'Must be mended', color: 'text-danger' },
  'leaves-out': { Icon: TriangleAlert, word: 'Left out', color: 'text-warn' },
  warns: { Icon: Info, word: 'To know', color: 'text-ink-soft' },
}

/** What the data check found: who, what it means, and where it is mended. */
export function Findings({ findings, cycleId }: { findings: Finding[]; cycleId: string }) {
  if (findings.length === 0) {
    return <p>Everybody has a level of this ladder, a manager and an account.</p>
  }
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {findings.map((finding) => (
        <li key={finding.kind} className="px-4 py-3">
          <FindingDetails finding={finding} cycleId={cycleId} />
        </li>
      ))}
    </ul>
  )
}

function FindingDetails({ finding, cycleId }: { finding: Finding; cycleId: string }) {
  const { Icon, word, color } = ICONS[finding.severity]
  const rest = finding.count - finding.people.length
  return (
    <details open={finding.severity !== 'warns'}>
      <summary className="flex flex-wrap items-baseline gap-x-2">
        <Icon aria-hidden="true" className={`size-4 shrink-0 self-center ${color}`} />
        <span className="font-medium">
          {finding.title}: {finding.count.toLocaleString('en')}
        </span>
        <span className="text-sm text-ink-soft">{word}</span>
      </summary>
      <p className="mt-1 max-w-prose text-ink-soft">
        {finding.meaning} <Remedy kind={finding.kind} cycleId={cycleId} />
      </p>
      <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {finding.people.map(({ id, name, teamName }) => (
          <li key={id} className="min-w-0 truncate">
            <Link
              href={`/people/${id}` as Route}
              prefetch={false}
              className="text-accent hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
            {teamName ? <span className="text-ink-soft"> · {teamName}</span> : null}
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="mt-1 text-ink-soft">and {rest.toLocaleString('en')} more</p> : null}
    </details>
  )
}

function Remedy({ kind, cycleId }: { kind: FindingKind; cycleId: string }) {
  const { href, title } =
    kind === 'NO_REVIEWER'
      ? { href: `/cycles/${cycleId}/edit`, title: 'Choose an acting reviewer' }
      : { href: '/admin/people', title: 'Open people' }
  return (
    <Link href={href as Route} prefetch={false} className="text-accent underline">
      {title}
    </Link>
  )
}
