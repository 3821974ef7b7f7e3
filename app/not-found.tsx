import Link from 'next/link'

export default function NotFound() {
  return (
    <main className="mx-auto max-w-md px-5 py-24">
      <h1 className="text-2xl font-semibold">Not found</h1>
      <p className="mt-2 text-ink-soft">
        There is nothing here, or it is not for you to see. If somebody sent you this address, ask
        them.
      </p>
      <p className="mt-4">
        <Link href="/" prefetch={false} className="font-medium text-accent underline">
          Go to your home page
        </Link>
      </p>
    </main>
  )
}
