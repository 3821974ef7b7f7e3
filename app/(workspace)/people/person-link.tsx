import Link from 'next/link'

export function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      href={`/people/${id}`}
      prefetch={false}
      className="font-medium text-accent hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  )
}
