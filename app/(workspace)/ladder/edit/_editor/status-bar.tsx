'use client'

import type { Route } from 'next'
import { useState } from 'react'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import { ClashNote } from './clash-notes'
import type { SaveStatus } from './draft-sender'
import { openDetails } from './matrix-keys'
import { parseSpot } from './spot'
import { useEditor, useStore } from './use-editor'

/** What stays in sight: is it saved, what can be taken back, what the checks say, and publishing. */
export function StatusBar({ isMatrix }: { isMatrix: boolean }) {
  const store = useStore()
  const stacks = useEditor((state) => state.stacks)
  const active = useEditor((state) => state.active)
  const ladder = useEditor(({ draft }) => draft.frame.ladder)
  const spot = parseSpot(active ?? '')
  return (
    <section aria-label="This draft" className="edit-bar">
      <Trouble />
      <div>
        <SaveState />
        <Heard />
        <Findings />
        <span className="choices">
          <Button disabled={stacks.undo.length === 0} onClick={() => store.undo()}>
            Undo
          </Button>
          <Button disabled={stacks.redo.length === 0} onClick={() => store.redo()}>
            Redo
          </Button>
          {isMatrix ? (
            <Button
              disabled={!spot || spot.kind === 'add'}
              onClick={() => (spot ? openDetails(store, spot) : undefined)}
            >
              Details
            </Button>
          ) : null}
          <ButtonLink href={`/ladder/edit/publish?ladder=${ladder}` as Route}>
            Review and publish
          </ButtonLink>
        </span>
      </div>
      <p role="status" className="sr-only">
        <Announcement />
      </p>
    </section>
  )
}

function Announcement() {
  return useEditor(({ announcement }) => announcement)
}

function SaveState() {
  const status = useEditor((store) => store.status)
  const clashes = useEditor((store) => store.clashes)
  const [isOpen, setOpen] = useState(false)
  const isTrouble = !['saved', 'saving'].includes(status.kind)
  return (
    <>
      <span data-save-state={status.kind} className={isTrouble ? 'is-trouble' : undefined}>
        {stateInWords(status)}
      </span>
      {clashes.length > 0 ? (
        <Button look="danger" onClick={() => setOpen(true)}>
          {clashes.length === 1 ? '1 text was not saved' : `${clashes.length} texts were not saved`}
        </Button>
      ) : null}
      <Dialog
        isOpen={isOpen && clashes.length > 0}
        onClose={() => setOpen(false)}
        title="What was not saved"
        isWide
      >
        <div className="edit-forms">
          {clashes.map((clash) => (
            <ClashNote key={clash.change.id} clash={clash} />
          ))}
        </div>
      </Dialog>
    </>
  )
}

function stateInWords({ kind, savedAt }: SaveStatus): string {
  if (kind === 'saving') return 'Saving'
  if (kind === 'retrying') return 'Not saved: no connection. Kept here, trying again'
  if (kind === 'signed-out') return 'Not saved: signed out'
  if (kind === 'closed') return 'Not saved'
  return savedAt ? `Saved ${new Date(savedAt).toLocaleTimeString('en-GB')}` : 'Saves as you type'
}

function Heard() {
  const heard = useEditor((store) => store.heard)
  if (!heard) return null
  const what = heard.count === 1 ? 'a change' : `${heard.count} changes`
  return (
    <span className="heard">
      {heard.name} saved {what} just now
    </span>
  )
}

function Findings() {
  const messages = useEditor((store) => store.messages)
  const all = [...messages.values()].flat()
  const errors = all.filter(({ severity }) => severity === 'error').length
  const warnings = all.filter(({ severity }) => severity === 'warning').length
  if (errors + warnings === 0) return null
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter(Boolean)
  return <span className={errors > 0 ? 'is-trouble' : undefined}>{parts.join(', ')}</span>
}

function counted(count: number, word: string): string {
  if (count === 0) return ''
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function Trouble() {
  const store = useStore()
  const status = useEditor((state) => state.status)
  if (status.kind === 'signed-out') {
    return (
      <Notice kind="error" title="You are signed out.">
        <p>
          <a href="/sign-in" target="_blank" rel="noreferrer" className="text-accent underline">
            Sign in in another tab
          </a>
          ; what you changed is kept here. Then{' '}
          <button
            type="button"
            className="font-medium text-accent underline"
            onClick={() => store.sender.retryNow()}
          >
            try again
          </button>
          .
        </p>
      </Notice>
    )
  }
  if (status.kind !== 'closed') return null
  return (
    <Notice kind="error" title="This can no longer be saved.">
      <p>
        {status.message} What you see stays on this page until you{' '}
        <a href="/ladder/edit" className="text-accent underline">
          load it again
        </a>
        .
      </p>
    </Notice>
  )
}
