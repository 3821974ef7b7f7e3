import { canonicalDocument, type LadderDocument } from './document'
import { bodyText } from './write-body'
import { frontMatterText } from './write-front-matter'

/** The `ladder/1` Markdown of a document, in canonical order; reading it gives the same content. */
export function writeLadder(document: LadderDocument): string {
  const canonical = canonicalDocument(document)
  return `---\n${frontMatterText(canonical)}---\n\n${bodyText(canonical)}`
}
