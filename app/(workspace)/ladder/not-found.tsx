import { NotFoundMessage } from '@/app/_components/shell/shell'

/** Also what stands here before a ladder is published; whoever may begin one finds the way. */
export default function LadderNotFound() {
  return (
    <>
      <NotFoundMessage />
      <p className="mx-auto max-w-md px-5 text-ink-soft">
        Is no ladder published yet? Administrators of ladders{' '}
        <a href="/ladder/edit" className="font-medium text-accent underline">
          begin one here
        </a>
        .
      </p>
    </>
  )
}
