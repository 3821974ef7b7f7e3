import type { Metadata } from 'next'
import { load } from '@/app/_server/page'
import { getExplanation } from '@/lib/growth/explanation/queries'
import { ExplanationScreen } from '../_growth/explanation-screen'
import { first, growthPaths } from '../_growth/paths'

export const metadata: Metadata = { title: 'What the numbers are made of' }

export default async function WhyPage({ searchParams }: PageProps<'/me/why'>) {
  const query = await searchParams
  const target = first(query.target)
  const view = await load(getExplanation, target ? { targetLevelKey: target } : {})
  return (
    <ExplanationScreen
      view={view}
      paths={growthPaths(null)}
      target={target ?? null}
      isOpen={query.open === 'all'}
    />
  )
}
