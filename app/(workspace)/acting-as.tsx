import { Notice } from '@/app/_components/ui/notice'
import type { ActingAs } from '@/lib/cycles/standing/acting-as'

/** By which power this page is seen, where that is not somebody's ordinary work. */
export function ActingAsLine({ as }: { as: Pick<ActingAs, 'power' | 'says'> | null }) {
  if (!as) return null
  if (as.power === 'breakglass') {
    return (
      <div className="mb-5">
        <Notice kind="warn">
          <p>{as.says}</p>
        </Notice>
      </div>
    )
  }
  return <p className="-mt-3 mb-5 text-sm text-ink-soft">{as.says}</p>
}
