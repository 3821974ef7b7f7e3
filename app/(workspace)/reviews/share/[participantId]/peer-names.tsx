'use client'

import { startTransition, useState } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { revealPeersAction } from './actions'

type Peers = { participantId: string; peers: { id: string; title: string }[] }

/** For an HR partner who has a reason: who wrote confidential feedback, until they leave the page. */
export function PeerNames({ participantId, peers }: Peers) {
  const [isOpen, setOpen] = useState(false)
  const { result, formAction, isPending, dialog } = useStepUpForm(revealPeersAction)
  if (result?.ok) return <Names peers={peers} names={result.data} />
  const refusal = result && !result.ok && !result.stepUp ? result : null
  return (
    <div className="mb-6 flex flex-wrap items-baseline gap-x-4 gap-y-2">
      <p className="text-ink-soft">Peers were promised that only HR can learn their names.</p>
      <Button onClick={() => setOpen(true)}>Show who wrote it</Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Show who wrote it?">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            startTransition(() => formAction(form))
          }}
          className="space-y-4"
        >
          <input type="hidden" name="participantId" value={participantId} />
          {refusal && !refusal.fields.reason ? (
            <Notice kind="error">{refusal.message}</Notice>
          ) : null}
          <p>
            You see the names here until you leave the page. That you looked is recorded, for each
            name, and auditors read it.
          </p>
          <TextAreaField
            label="Why do you need to know?"
            name="reason"
            hint="Not kept in words: the log holds that you gave a reason, and a fingerprint of it."
            required
            maxLength={2_000}
            autoComplete="off"
            error={refusal?.fields.reason}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="primary" disabled={isPending}>
              Show who wrote it
            </Button>
          </div>
        </form>
      </Dialog>
      {dialog}
    </div>
  )
}

function Names({
  peers,
  names,
}: Pick<Peers, 'peers'> & { names: { submissionId: string; name: string }[] }) {
  const nameOf = new Map(names.map(({ submissionId, name }) => [submissionId, name]))
  return (
    <div className="mb-6 max-w-xl" role="status">
      <Notice title="Who wrote it">
        <p>Only you see this, and only until you leave the page.</p>
        <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-0.5">
          {peers.map(({ id, title }) => (
            <div key={id} className="contents">
              <dt className="text-ink-soft">{title}</dt>
              <dd className="font-medium">{nameOf.get(id) ?? 'Not known'}</dd>
            </div>
          ))}
        </dl>
      </Notice>
    </div>
  )
}
