'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { ChoiceField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { discardDraftAction } from './actions'

/** Throws the draft away, once the person has read what goes with it. */
export function DiscardDraft({ versionId, changes }: { versionId: string; changes: number }) {
  const [isOpen, setOpen] = useState(false)
  const [result, action, isPending] = useActionState(discardDraftAction, null)
  const [seen, setSeen] = useState(changes)
  const open = async () => {
    setSeen(await changesNow(versionId, changes))
    setOpen(true)
  }
  return (
    <>
      <Button look="quiet" onClick={open}>
        Discard the draft
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Discard the draft">
        <form action={action} className="space-y-4">
          <p>
            The draft goes, with {seen === 1 ? 'the one change' : `all ${seen} changes`} made in it
            by anybody, and undo does not bring it back. What is published stays exactly as it is.
          </p>
          <input type="hidden" name="versionId" value={versionId} />
          <input type="hidden" name="changes" value={seen} />
          <ChoiceField
            type="checkbox"
            name="isConfirmed"
            value="yes"
            required
            label="Discard it for everybody"
          />
          {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
          <Button type="submit" look="danger" disabled={isPending}>
            Discard the draft
          </Button>
        </form>
      </Dialog>
    </>
  )
}

/** How many changes there are by now, so that nobody discards what they were not told of. */
async function changesNow(versionId: string, known: number): Promise<number> {
  const response = await fetch(`/api/ladder/drafts/${versionId}/edits?since=${known}`)
  if (!response.ok) return known
  const { changes } = (await response.json()) as { changes: { sequence: number }[] }
  return changes.at(-1)?.sequence ?? known
}
