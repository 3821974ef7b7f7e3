import Link from 'next/link'
import { Day } from '@/app/_components/ui/day'
import type { ReadVersion } from '@/lib/ladder/queries'

export function VersionLine({ version }: { version: ReadVersion }) {
  return (
    <>
      <Link href="/ladder/versions" prefetch={false} className="hover:underline">
        Version {version.number}
      </Link>
      {version.publishedAt ? (
        <>
          , published <Day on={version.publishedAt} />
        </>
      ) : null}
    </>
  )
}
