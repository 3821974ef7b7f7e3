import {
  Check,
  CheckCheck,
  Circle,
  CircleDashed,
  CircleDot,
  CircleSlash,
  Lock,
  type LucideIcon,
  RotateCcw,
  Send,
} from 'lucide-react'

const ICONS: Record<string, LucideIcon> = {
  'Not started': CircleDashed,
  'In progress': CircleDot,
  Draft: CircleDot,
  Submitted: Check,
  'Reopening asked': RotateCcw,
  Reopened: RotateCcw,
  Declined: CircleSlash,
  'Not provided': CircleSlash,
  Removed: CircleSlash,
  'Ready to share': Send,
  Shared: Check,
  Acknowledged: CheckCheck,
  Locked: Lock,
  Open: CircleDot,
  'Being prepared': CircleDashed,
  Published: CheckCheck,
  Ready: Check,
  'Partly in': CircleDot,
  Scheduled: CircleDashed,
  Launching: CircleDot,
  'Choosing peers': CircleDot,
  'Self-reviews and peer feedback': CircleDot,
  'Manager reviews': CircleDot,
  Calibration: CircleDot,
  Sharing: Send,
  Closed: Lock,
  Archived: Lock,
}

/** A status: its word with an icon, never colour alone. */
export function Status({ word }: { word: string }) {
  const Icon = ICONS[word] ?? Circle
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-soft" />
      {word}
    </span>
  )
}
