import { Day } from '@/app/_components/ui/day'
import type { ReadVersion } from '@/lib/ladder/queries'

export function VersionLine({ version }: { version: ReadVersion }) {
  return (
    <>
      Version {version.number}
      {version.publishedAt ? (
        <>
          , published <Day on={version.publishedAt} />
        </>
      ) : null}
    </>
  )
}
