import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'

export const metadata: Metadata = { title: 'Home' }

export default function HomePage() {
  return <PageHeader title="Home" />
}
