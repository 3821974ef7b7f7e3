import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { type Chart, getChart } from '@/lib/people/chart/queries'
import { PersonField } from '../person-field'
import { OrgChart } from './org-chart'

export const metadata: Metadata = { title: 'Organisation chart' }

export default async function ChartPage({ searchParams }: PageProps<'/people/chart'>) {
  const chart = await load(getChart, await searchParams)
  const isEmpty = chart.branches.every(({ nodes }) => nodes.length === 0)
  return (
    <>
      <PageHeader
        title="Organisation chart"
        trail={[{ href: '/people', title: 'People' }]}
        lead="Who reports to whom today. Open a branch, or find somebody."
        actions={
          <>
            <ButtonLink href="/people/chart">From the top</ButtonLink>
            <ButtonLink href={`/people/chart?person=${chart.selfId}#${chart.selfId}` as Route}>
              From me
            </ButtonLink>
          </>
        }
      />
      <Finder chart={chart} />
      {isEmpty ? (
        <EmptyState title="Nobody here yet">People come by an import.</EmptyState>
      ) : (
        <OrgChart key={chart.focusId} chart={chart} />
      )}
    </>
  )
}

function Finder({ chart: { search, found, focusId } }: { chart: Chart }) {
  return (
    <search className="no-print mb-6 block max-w-xl">
      <form action="/people/chart" className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <PersonField label="Find" name="search" defaultValue={search} />
        </div>
        <Button type="submit">Find</Button>
      </form>
      {search && found.length === 0 && focusId === null ? (
        <div className="mt-3">
          <Notice>Nobody has that name or address.</Notice>
        </div>
      ) : null}
      {found.length > 0 ? (
        <ul aria-label="People found" className="mt-3 space-y-1">
          {found.map(({ id, name, team }) => (
            <li key={id}>
              <Link
                href={`/people/chart?person=${id}#${id}` as Route}
                prefetch={false}
                className="font-medium text-accent hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>{' '}
              <span className="text-ink-soft">{team}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </search>
  )
}
