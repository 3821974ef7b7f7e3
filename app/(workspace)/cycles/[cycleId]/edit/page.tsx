import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/app/_components/shell/page-header'
import { load } from '@/app/_server/page'
import { getCycleForm } from '@/lib/cycles/queries'
import { CycleForm } from '../../cycle-form'
import { timeZones } from '../../time-zones'

export const metadata: Metadata = { title: 'Edit cycle' }

export default async function EditCyclePage({ params }: PageProps<'/cycles/[cycleId]/edit'>) {
  const view = await load(getCycleForm, await params)
  if (!view.current) notFound()
  const { id, version, ...values } = view.current
  return (
    <>
      <PageHeader
        title="Edit cycle"
        trail={[
          { href: '/cycles', title: 'Cycles' },
          { href: `/cycles/${id}`, title: values.name },
        ]}
        lead="Everything can be changed until the launch."
      />
      <CycleForm
        existing={{ id, version }}
        values={values}
        options={{ ...view, zones: timeZones(values.timeZone) }}
      />
    </>
  )
}
