import type { FactView } from '@/lib/ladder/views/statement'
import { factTitle } from '@/lib/ladder/words/fact-title'

export function Facts({ facts }: { facts: FactView[] }) {
  if (facts.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-2">
      {facts.map((fact) => (
        <div key={`${fact.key} ${fact.label}`}>
          <dt className="text-sm text-ink-soft">{factTitle(fact)}</dt>
          <dd className="font-medium">{fact.text}</dd>
        </div>
      ))}
    </dl>
  )
}
