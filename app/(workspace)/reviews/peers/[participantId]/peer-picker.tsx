'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { Status } from '@/app/_components/ui/status'
import type { PeerChoice, PeerChoices } from '@/lib/reviews/peers/queries'
import { HEAVY_LOAD, MINUTES } from '@/lib/reviews/tasks/workload'
import { choosePeersAction, peerLoadAction } from './actions'
import { PeerSearch } from './peer-search'

/** Who is asked, who else is near, and how much each has to write already. */
export function PeerPicker({ view }: { view: PeerChoices }) {
  const [found, setFound] = useState<PeerChoice[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(view.peers.filter(({ isChosen }) => isChosen).map(({ personId }) => personId)),
  )
  const [result, formAction, isPending] = useActionState(choosePeersAction, null)
  const people = [...view.peers, ...found, ...view.suggestions].filter(
    (one, index, all) => all.findIndex(({ personId }) => personId === one.personId) === index,
  )
  const excluded = [...view.excluded, ...people.map(({ personId }) => personId)]

  function toggle(personId: string) {
    const next = new Set(chosen)
    if (!next.delete(personId)) next.add(personId)
    setChosen(next)
  }
  async function add(person: { id: string; name: string; team: string | null }) {
    setChosen(new Set([...chosen, person.id]))
    if (people.some(({ personId }) => personId === person.id)) return
    const load = await peerLoadAction({ participantId: view.participantId, personId: person.id })
    const open = load.ok ? load.data.open : 0
    setFound((before) => [...before, { ...NEW, ...namesOf(person), open }])
  }

  if (!view.can.choose) {
    return (
      <>
        <Notice>Peers can no longer be changed in this cycle.</Notice>
        <ul className="mt-4 max-w-2xl divide-y divide-line rounded-md border border-line bg-surface">
          {view.peers.map((peer) => (
            <li key={peer.personId} className="flex justify-between gap-4 px-3.5 py-2.5">
              {peer.name} <Status word={peer.status ?? ''} />
            </li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <div className="max-w-2xl space-y-5">
      <PeerSearch excluded={excluded} onAdd={add} />
      <form action={formAction} className="space-y-4">
        <input type="hidden" name="participantId" value={view.participantId} />
        <fieldset>
          <legend className="font-semibold">Who gives feedback</legend>
          <p className="text-sm text-ink-soft">
            Two or three who worked closely with {view.subject.name} are enough. Each needs about{' '}
            {MINUTES.PEER} minutes.
          </p>
          <ul className="mt-2 divide-y divide-line rounded-md border border-line bg-surface">
            {people.map((person) => (
              <Row
                key={person.personId}
                person={person}
                fixedBecause={view.fixedBecause}
                isChosen={chosen.has(person.personId)}
                onToggle={toggle}
              />
            ))}
          </ul>
        </fieldset>
        {people.length === 0 ? (
          <p className="text-ink-soft">Nobody is in the same team. Search for people above.</p>
        ) : null}
        <Outcome result={result} />
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Saving' : buttonLabel(view, chosen)}
        </Button>
      </form>
    </div>
  )
}

function buttonLabel({ peers }: PeerChoices, chosen: ReadonlySet<string>): string {
  const asked = peers.filter(({ isChosen }) => isChosen).map(({ personId }) => personId)
  const fresh = [...chosen].filter((id) => !asked.includes(id)).length
  if (fresh === 0) return 'Save'
  return fresh === 1 ? 'Ask 1 peer' : `Ask ${fresh} peers`
}

const NEW: Omit<PeerChoice, 'personId' | 'name' | 'teamName'> = {
  status: null,
  isChosen: false,
  isFixed: false,
  open: 0,
}

function namesOf({ id, name, team }: { id: string; name: string; team: string | null }) {
  return { personId: id, name, teamName: team ?? '' }
}

function Row({
  person,
  fixedBecause,
  isChosen,
  onToggle,
}: {
  person: PeerChoice
  fixedBecause: string
  isChosen: boolean
  onToggle: (personId: string) => void
}) {
  const { personId, name, teamName, open, isFixed, status } = person
  return (
    <li>
      <label className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-3.5 py-2.5 hover:bg-sunken">
        <input
          type="checkbox"
          name="personIds[]"
          value={personId}
          checked={isChosen}
          disabled={isFixed}
          onChange={() => onToggle(personId)}
          className="size-4 translate-y-0.5 accent-accent"
        />
        <span className="min-w-0">
          <span className="font-medium break-words">{name}</span>{' '}
          <span className="text-sm text-ink-soft">{teamName}</span>
          {isFixed ? <span className="block text-sm text-ink-soft">{fixedBecause}</span> : null}
        </span>
        <span className="text-right text-sm">
          {status ? <Status word={status} /> : null}
          <span
            className={`block ${open >= HEAVY_LOAD ? 'font-medium text-warn' : 'text-ink-soft'}`}
          >
            {open === 0 ? 'Nothing to write' : `${open} to write`}
            {open >= HEAVY_LOAD ? ', a lot' : ''}
          </span>
        </span>
      </label>
    </li>
  )
}

function Outcome({ result }: { result: Awaited<ReturnType<typeof choosePeersAction>> }) {
  if (!result) return null
  if (!result.ok) return <Notice kind="error">{result.message}</Notice>
  const { asked, removed, heavy } = result.data
  const parts = [
    asked > 0 ? `${asked} asked` : '',
    removed > 0 ? `${removed} no longer asked; what they wrote stays theirs` : '',
  ].filter(Boolean)
  return (
    <Notice kind={heavy.length > 0 ? 'warn' : 'info'} title="Saved.">
      <p>{parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing had to change.'}</p>
      {heavy.length > 0 ? (
        <p>
          {heavy.map(({ name, open }) => `${name} has ${open} things to write`).join('; ')}.
          Consider asking somebody else.
        </p>
      ) : null}
    </Notice>
  )
}
