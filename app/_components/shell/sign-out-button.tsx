import { signOutAction } from '@/app/(auth)/actions'

export function SignOutButton() {
  return (
    <form action={signOutAction}>
      <button
        type="submit"
        className="flex min-h-8 w-full items-center rounded-md px-2.5 py-1 text-left text-ink-soft hover:bg-sunken hover:text-ink"
      >
        Sign out
      </button>
    </form>
  )
}
