'use client'

import { useEffect, useState } from 'react'
import { Field } from '@/app/_components/ui/field'

export type FoundPerson = { id: string; name: string; email: string; team: string | null }

const PAUSE = 200

/** Finds anybody by name or address; choosing one adds them to the list below. */
export function PeerSearch({
  excluded,
  onAdd,
}: {
  excluded: string[]
  onAdd: (person: FoundPerson) => void
}) {
  const [query, setQuery] = useState('')
  const people = useFound(query.trim()).filter(({ id }) => !excluded.includes(id))
  return (
    <search>
      <Field
        label="Find somebody else"
        hint="By name or e-mail"
        name="peer-search"
        type="search"
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {people.length > 0 ? (
        <ul
          aria-label="People found"
          className="mt-1 divide-y divide-line rounded-md border border-line bg-surface"
        >
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => {
                  onAdd(person)
                  setQuery('')
                }}
                className="w-full px-3.5 py-2 text-left hover:bg-sunken"
              >
                <span className="font-medium">Add {person.name}</span>{' '}
                <span className="text-sm text-ink-soft">
                  {person.team ?? ''} {person.email}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="sr-only">
        {query.trim() ? `${people.length} found` : ''}
      </p>
    </search>
  )
}

function useFound(query: string): FoundPerson[] {
  const [people, setPeople] = useState<FoundPerson[]>([])
  useEffect(() => {
    if (!query) return setPeople([])
    const stop = new AbortController()
    const timer = setTimeout(() => {
      fetch(`/api/people/search?query=${encodeURIComponent(query)}`, { signal: stop.signal })
        .then((response) => (response.ok ? response.json() : []))
        .then(setPeople)
        .catch(() => undefined)
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query])
  return people
}
