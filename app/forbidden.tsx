import Link from 'next/link'

export default function Forbidden() {
  return (
    <main className="mx-auto max-w-md px-5 py-24">
      <h1 className="text-2xl font-semibold">Not for you to do</h1>
      <p className="mt-2 text-ink-soft">
        You may see this, but you may not do that with it. Nothing was changed.
      </p>
      <p className="mt-4">
        <Link href="/" prefetch={false} className="font-medium text-accent underline">
          Go to your home page
        </Link>
      </p>
    </main>
  )
}
