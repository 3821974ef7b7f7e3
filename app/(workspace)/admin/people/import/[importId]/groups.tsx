import { Button } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Field } from '@/app/_components/ui/field'
import { TabLinks } from '@/app/_components/ui/tabs'
import type { Group, ImportCounts } from '@/lib/people/import/preview'
import { GROUPS } from '@/lib/people/import/preview'
import type { EntryPage } from '@/lib/people/import/queries'
import { counted } from './counts-text'
import { EntriesTable } from './entries-table'
import { GROUP_WORDS } from './group-words'

const SEARCH_FROM = 10

type Props = {
  /** The page that shows them; the group, the search and the place live in its address. */
  path: string
  counts: ImportCounts
  page: EntryPage
  isBackwards?: boolean
}

/** The groups of a preview as tabs, each searched and paged. */
export function Groups({ path, counts, page, isBackwards }: Props) {
  const filled = GROUPS.filter((group) => counts[group] > 0)
  if (filled.length === 0) return null
  const tabs = filled.map((group) => ({
    href: `${path}?group=${group}`,
    title: `${GROUP_WORDS[group].title} ${counts[group].toLocaleString('en')}`,
    isCurrent: group === page.group,
  }))
  return (
    <section>
      <TabLinks label="Groups" tabs={tabs} />
      <div className="mt-4 space-y-3">
        <h2 className="sr-only">{GROUP_WORDS[page.group].title}</h2>
        {isBackwards ? null : (
          <p className="max-w-prose text-ink-soft">{GROUP_WORDS[page.group].says}</p>
        )}
        {counts[page.group] > SEARCH_FROM ? <Search path={path} page={page} /> : null}
        <Lines path={path} counts={counts} page={page} isBackwards={isBackwards} />
      </div>
    </section>
  )
}

function Search({ path, page: { group, search } }: { path: string; page: EntryPage }) {
  return (
    <form action={path} className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="group" value={group} />
      <div className="w-full max-w-72">
        <Field label="Name or e-mail" name="search" type="search" defaultValue={search} />
      </div>
      <Button type="submit">Search</Button>
      {search ? (
        <a href={`${path}?group=${group}`} className="py-1.5 text-accent hover:underline">
          Show all
        </a>
      ) : null}
    </form>
  )
}

function Lines({ path, counts, page, isBackwards = false }: Props) {
  const { group, search, entries, found } = page
  if (entries.length === 0 && search) {
    return <EmptyState title="Nobody matches">Try fewer words, or show all.</EmptyState>
  }
  if (entries.length === 0) {
    return <p className="text-ink-soft">These lines are not kept any more.</p>
  }
  return (
    <>
      {found === null ? null : (
        <p className="text-ink-soft">{counted(found, 'person matches', 'people match')}.</p>
      )}
      <EntriesTable group={group} entries={entries} isBackwards={isBackwards} />
      <Pager path={path} group={group} page={page} isWhole={entries.length === counts[group]} />
    </>
  )
}

function Pager({
  path,
  group,
  page: { search, next },
  isWhole,
}: {
  path: string
  group: Group
  page: EntryPage
  isWhole: boolean
}) {
  if (isWhole) return null
  const query = new URLSearchParams({ group, ...(search ? { search } : {}) })
  const first = `${path}?${query}`
  return (
    <nav aria-label="Pages" className="flex gap-4">
      <a href={first} className="text-accent hover:underline">
        First page
      </a>
      {next === null ? null : (
        <a href={`${first}&after=${next}`} rel="next" className="text-accent hover:underline">
          Next page
        </a>
      )}
    </nav>
  )
}
