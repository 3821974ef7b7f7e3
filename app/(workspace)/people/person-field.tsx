'use client'

import { useEffect, useState } from 'react'
import { Field } from '@/app/_components/ui/field'

type Found = { id: string; name: string; email: string; team: string | null }

const PAUSE = 200

/** Names somebody by e-mail; while one types a name, the browser's own list offers who that could be. */
export function PersonField({
  label,
  name,
  hint,
  defaultValue = '',
}: {
  label: string
  name: string
  hint?: string
  defaultValue?: string
}) {
  const [query, setQuery] = useState('')
  const found = useFound(query.trim())
  return (
    <>
      <Field
        label={label}
        name={name}
        hint={hint}
        type="text"
        inputMode="email"
        autoComplete="off"
        maxLength={320}
        list={`${name}-found`}
        defaultValue={defaultValue}
        onChange={(event) => setQuery(event.target.value)}
      />
      <datalist id={`${name}-found`}>
        {found.map(({ id, name: found, email, team }) => (
          <option key={id} value={email} label={[found, team].filter(Boolean).join(', ')} />
        ))}
      </datalist>
    </>
  )
}

function useFound(query: string): Found[] {
  const [people, setPeople] = useState<Found[]>([])
  useEffect(() => {
    if (query.length < 2) return
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
