import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { load } from '@/app/_server/page'
import { getOwnData } from '@/lib/privacy/export/queries'
import { PackageButton } from './package-button'

export const metadata: Metadata = { title: 'Your data' }

export default async function OwnDataPage() {
  const { packages } = await load(getOwnData, undefined)
  return (
    <>
      <PageHeader
        title="Your data"
        trail={[{ href: '/account', title: 'Your account' }]}
        lead="What you can read here of yourself, to take with you."
      />
      <div className="max-w-prose space-y-8">
        <section>
          <h2 className="mb-2 text-lg font-semibold">Download it yourself</h2>
          <p className="mb-3">
            The packets that were shared with you, the reviews you submitted, your drafts, your
            levels and the level you grow towards, as a JSON file. That you downloaded it is noted
            in the audit log.
          </p>
          <a href="/api/me/export" download="my-rung-data.json" className="text-accent underline">
            Download my data
          </a>
        </section>
        <section>
          <h2 className="mb-2 text-lg font-semibold">Ask for everything</h2>
          <p className="mb-3">
            What others wrote about you and have not shared, and what else is kept, your HR partner
            collects for you when you ask. Other people in it are made unrecognisable first.
          </p>
          {packages.length === 0 ? (
            <p className="text-ink-soft">No such package has been released to you.</p>
          ) : (
            <ul className="space-y-3">
              {packages.map(({ id, releasedAt, downloads }) => (
                <li key={id} className="space-y-2">
                  <p>
                    Released on <Day on={releasedAt} />, taken {downloads} of 2 times. It can be
                    taken for 30 days.
                  </p>
                  <PackageButton requestId={id} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  )
}
