import type { Metadata } from 'next'
import { loadAbout } from '@/app/_server/about-person'
import { GrowthScreen } from '@/app/(workspace)/me/_growth/growth-screen'
import { growthChoice, growthPaths } from '@/app/(workspace)/me/_growth/paths'
import { getGrowthOf } from '@/lib/growth/queries'

export const metadata: Metadata = { title: 'Growth' }

export default async function GrowthPage({
  params,
  searchParams,
}: PageProps<'/team/[personId]/growth'>) {
  const { personId } = await params
  const view = await loadAbout(getGrowthOf, { personId, ...growthChoice(await searchParams) })
  return <GrowthScreen view={view} paths={growthPaths(view.isOwn ? null : personId)} />
}
