import type { LadderDocument } from '../format/document'

/** The levels of a ladder to choose from, by the titles of their tracks. */
export type LevelChoices = { track: string; levels: { key: string; title: string }[] }[]

export function levelChoices({ tracks, levels }: LadderDocument): LevelChoices {
  return tracks.map(({ key: track, title }) => ({
    track: title,
    levels: levels
      .filter((level) => level.track === track)
      .map(({ key, title: name }) => ({ key, title: name })),
  }))
}
