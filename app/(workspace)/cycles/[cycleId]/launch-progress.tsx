'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

type Progress = { done: number; total: number; isOver: boolean }

const EVERY_MS = 700
const STALLED_AFTER_MS = 20_000

/** Watches a launch until it is over, and then shows the page anew. */
export function LaunchProgress({ cycleId, initial }: { cycleId: string; initial: Progress }) {
  const { done, total, isStalled } = useLaunch(cycleId, initial)
  const all = Math.max(1, total)
  return (
    <div className="max-w-xl space-y-2">
      <progress
        aria-label="People whose reviews are created"
        max={all}
        value={done}
        className="sr-only"
      />
      <svg aria-hidden="true" className="block h-2 w-full">
        <rect width="100%" height="8" rx="4" className="fill-sunken stroke-line" />
        <rect width={`${(100 * done) / all}%`} height="8" rx="4" className="fill-accent-fill" />
      </svg>
      <p aria-live="polite">
        Reviews are created for {done.toLocaleString('en')} of {total.toLocaleString('en')} people.
        You can leave this page; it goes on.
      </p>
      {isStalled ? (
        <p className="text-ink-soft">
          Nothing has happened for a while. The worker may not be running; the launch goes on by
          itself when it is back, and nothing is lost.
        </p>
      ) : null}
    </div>
  )
}

function useLaunch(cycleId: string, initial: Progress): Progress & { isStalled: boolean } {
  const [progress, setProgress] = useState(initial)
  const [isStalled, setIsStalled] = useState(false)
  const router = useRouter()
  useEffect(() => {
    let changedAt = Date.now()
    let last = -1
    const timer = setInterval(async () => {
      const next = await readProgress(cycleId)
      if (!next) return
      if (next.done !== last) changedAt = Date.now()
      last = next.done
      setProgress(next)
      setIsStalled(Date.now() - changedAt > STALLED_AFTER_MS)
      if (!next.isOver) return
      clearInterval(timer)
      router.refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [cycleId, router])
  return { ...progress, isStalled }
}

// A network that is away for a moment is no reason to stop watching.
async function readProgress(cycleId: string): Promise<Progress | null> {
  try {
    const response = await fetch(`/api/cycles/${cycleId}/progress`, { cache: 'no-store' })
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}
