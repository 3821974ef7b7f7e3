import { Button } from '@/app/_components/ui/button'

/** Takes a released package; it counts, so it is no link that a browser may follow by itself. */
export function PackageButton({ requestId }: { requestId: string }) {
  return (
    <form method="post" action={`/api/privacy/requests/${requestId}/package`}>
      <Button type="submit" look="primary">
        Download the package
      </Button>
    </form>
  )
}
