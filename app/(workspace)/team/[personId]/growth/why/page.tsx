import type { Metadata } from 'next'
import { loadAbout } from '@/app/_server/about-person'
import { ExplanationScreen } from '@/app/(workspace)/me/_growth/explanation-screen'
import { first, growthPaths } from '@/app/(workspace)/me/_growth/paths'
import { getExplanation } from '@/lib/growth/explanation/queries'

export const metadata: Metadata = { title: 'What the numbers are made of' }

export default async function GrowthWhyPage({
  params,
  searchParams,
}: PageProps<'/team/[personId]/growth/why'>) {
  const { personId } = await params
  const query = await searchParams
  const target = first(query.target)
  const view = await loadAbout(getExplanation, {
    personId,
    ...(target && { targetLevelKey: target }),
  })
  return (
    <ExplanationScreen
      view={view}
      paths={growthPaths(view.isOwn ? null : personId)}
      target={target ?? null}
      isOpen={query.open === 'all'}
    />
  )
}
