import type { Route } from 'next'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { TeamOptions } from '@/app/(workspace)/people/[personId]/options'
import { ActForm } from '@/app/(workspace)/people/act-form'
import type { TeamListItem } from '@/lib/people/teams/queries'
import { createTeamAction, dissolveTeamAction, mergeTeamAction, renameTeamAction } from './actions'

export function NewTeam() {
  return (
    <details className="mb-6 max-w-xl">
      <summary className="cursor-pointer font-medium text-accent">New team</summary>
      <div className="mt-3">
        <ActForm action={createTeamAction} label="Make the team">
          <Field label="Name" name="name" required maxLength={120} />
        </ActForm>
      </div>
    </details>
  )
}

/** What can be done with one team: another name, into another team, or its end. */
export function TeamPanel({
  team: { id, name, people },
  choices,
}: {
  team: TeamListItem
  choices: string[] | null
}) {
  return (
    <section
      aria-labelledby="panel"
      className="mb-8 rounded-md border border-line bg-surface px-5 py-4"
    >
      <div className="flex items-start justify-between gap-4">
        <h2 id="panel" className="text-lg font-semibold">
          {name}
        </h2>
        <ButtonLink look="quiet" href="/admin/teams">
          Close
        </ButtonLink>
      </div>
      <div className="mt-2 grid gap-6 lg:grid-cols-3">
        <Part title="Rename" says="Its people, its history and its HR partners stay.">
          <ActForm action={renameTeamAction} label="Rename" look="secondary">
            <input type="hidden" name="teamId" value={id} />
            <input type="hidden" name="nameBefore" value={name} />
            <Field label="New name" name="name" required maxLength={120} defaultValue={name} />
          </ActForm>
        </Part>
        <Part
          title="Merge"
          says="Everybody moves to the other team today, and this one is dissolved. Running cycles keep the team of their launch."
        >
          <ActForm action={mergeTeamAction} label={`Merge ${name}`} look="danger">
            <input type="hidden" name="teamId" value={id} />
            <TeamOptions
              label="Into"
              name="into"
              teams={choices?.filter((one) => one !== name) ?? null}
              none="Choose a team"
            />
          </ActForm>
        </Part>
        {people > 0 ? (
          <Part title="Move" says="All or some of its people, on a day that you choose.">
            <ButtonLink
              href={`/admin/people/move?team=${encodeURIComponent(name)}` as Route}
            >{`Move people of ${name}`}</ButtonLink>
          </Part>
        ) : (
          <Part title="Dissolve" says="Who was in it and when stays with the people.">
            <ActForm action={dissolveTeamAction} label={`Dissolve ${name}`} look="danger">
              <input type="hidden" name="teamId" value={id} />
            </ActForm>
          </Part>
        )}
      </div>
    </section>
  )
}

function Part({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="font-medium">{title}</h3>
      <p className="mb-3 text-sm text-ink-soft">{says}</p>
      {children}
    </div>
  )
}
