import type { Metadata } from 'next'
import { load } from '@/app/_server/page'
import { getMyGrowth } from '@/lib/growth/queries'
import { GrowthScreen } from './_growth/growth-screen'
import { growthChoice, growthPaths } from './_growth/paths'

export const metadata: Metadata = { title: 'My growth' }

export default async function MyGrowthPage({ searchParams }: PageProps<'/me'>) {
  const view = await load(getMyGrowth, growthChoice(await searchParams))
  return <GrowthScreen view={view} paths={growthPaths(null)} />
}
