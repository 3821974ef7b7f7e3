'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A modal dialog on the browser's own element: focus is kept inside, Escape closes, focus returns. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  isWide = false,
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  isWide?: boolean
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (isOpen && !dialog?.open) dialog?.showModal()
    if (!isOpen && dialog?.open) dialog.close()
  }, [isOpen])
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={titleId}
      className={`w-[calc(100vw-2rem)] ${isWide ? 'max-w-3xl' : 'max-w-lg'} rounded-md border border-line bg-surface p-0 shadow-float`}
    >
      <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
        <h2 id={titleId} className="text-lg font-semibold">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close"
          className="rounded-md p-1 hover:bg-sunken"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      </header>
      <div className="max-h-[75vh] overflow-y-auto px-5 py-4">{isOpen ? children : null}</div>
    </dialog>
  )
}
