// Names of `icons.css`.
const ICONS: Record<string, string> = {
  'Not started': 'circle-dashed',
  'In progress': 'circle-dot',
  Draft: 'circle-dot',
  Submitted: 'check',
  'Reopening asked': 'rotate-ccw',
  Reopened: 'rotate-ccw',
  Declined: 'circle-slash',
  'Not provided': 'circle-slash',
  Removed: 'circle-slash',
  'Ready to share': 'send',
  Shared: 'check',
  Acknowledged: 'check-check',
  Locked: 'lock',
  Open: 'circle-dot',
  'Being prepared': 'circle-dashed',
  Published: 'check-check',
  Ready: 'check',
  'Partly in': 'circle-dot',
  Scheduled: 'circle-dashed',
  Launching: 'circle-dot',
  'Choosing peers': 'circle-dot',
  'Self-reviews and peer feedback': 'circle-dot',
  'Manager reviews': 'circle-dot',
  Calibration: 'circle-dot',
  Sharing: 'send',
  Closed: 'lock',
  Archived: 'lock',
}

/** A status: its word with an icon, never colour alone. */
export function Status({ word }: { word: string }) {
  return (
    <span className="status" data-icon={ICONS[word] ?? 'circle'}>
      {word}
    </span>
  )
}
