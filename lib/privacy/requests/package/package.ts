export type PackageField = { label: string; text: string }
export type PackageEntry = { title: string; fields: PackageField[] }
export type PackageSection = { title: string; why: string; entries: PackageEntry[] }

/** Everything that is known of a person, as sections of entries of labelled texts and nothing else. */
export type AccessPackage = {
  format: 1
  organisation: string
  person: { name: string; email: string }
  collectedAt: string
  sections: PackageSection[]
  /** What is not in it, and why, in sentences. */
  omissions: string[]
}

/** Where a text stands: section, entry, field; the title of an entry is its field `t`. */
export type Place = string

export type PlacedText = {
  place: Place
  section: string
  entry: string
  label: string
  text: string
}

/** Every text of the package with its place. */
export function textsOf({ sections }: AccessPackage): PlacedText[] {
  return sections.flatMap((section, s) =>
    section.entries.flatMap((entry, e) => {
      const at = { section: section.title, entry: entry.title }
      return [
        { ...at, place: `${s}.${e}.t`, label: 'Title', text: entry.title },
        ...entry.fields.map(({ label, text }, f) => ({
          ...at,
          place: `${s}.${e}.${f}`,
          label,
          text,
        })),
      ]
    }),
  )
}

/** The same package with every text replaced by what `change` makes of it. */
export function withTexts(
  whole: AccessPackage,
  change: (text: string, place: Place) => string,
): AccessPackage {
  return {
    ...whole,
    sections: whole.sections.map((section, s) => ({
      ...section,
      entries: section.entries.map((entry, e) => ({
        title: change(entry.title, `${s}.${e}.t`),
        fields: entry.fields.map(({ label, text }, f) => ({
          label,
          text: change(text, `${s}.${e}.${f}`),
        })),
      })),
    })),
  }
}
