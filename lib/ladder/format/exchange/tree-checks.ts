import { unsafeMarkdown } from '../../checks/markdown'
import type { Item, LadderDocument } from '../document'
import type { Place, Report } from '../messages'
import { MAX_LINE } from '../source'
import type { TreePath } from './located'

type TextChecking = { placeOf: (path: TreePath) => Place; report: Report }
type LocatedText = [path: TreePath, text: string]

/** E011, E320 and W321: the texts of a tree are held to what the lines of a Markdown file are. */
export function checkTexts(document: LadderDocument, { placeOf, report }: TextChecking): void {
  const texts: LocatedText[] = [
    [['body'], document.body],
    ...document.tracks.map(({ body }, i): LocatedText => [['tracks', i, 'body'], body]),
    ...document.levels.flatMap(({ summary, body }, i): LocatedText[] => [
      [['levels', i, 'summary'], summary],
      [['levels', i, 'body'], body],
    ]),
    ...document.items.flatMap(itemTexts),
    ...document.transitions.flatMap(transitionTexts),
  ]
  for (const [path, text] of texts) {
    if (text.length > MAX_LINE && text.split('\n').some((line) => line.length > MAX_LINE)) {
      report('E011', placeOf(path), `A line has more than ${MAX_LINE} characters.`)
    }
    for (const { code, message } of unsafeMarkdown(text)) report(code, placeOf(path), message)
  }
}

function itemTexts({ text, examples, antiExamples, anchors }: Item, i: number): LocatedText[] {
  const listed = (name: string, texts: string[]) =>
    texts.map((inner, j): LocatedText => [['items', i, name, j], inner])
  return [
    [['items', i, 'text'], text],
    ...listed('examples', examples),
    ...listed('antiExamples', antiExamples),
    ...listed(
      'anchors',
      anchors.map((anchor) => anchor.text),
    ),
  ]
}

function transitionTexts(
  { body, shifts, pitfalls }: LadderDocument['transitions'][number],
  i: number,
): LocatedText[] {
  return [
    [['transitions', i, 'body'], body],
    ...shifts.flatMap(({ from, to }, j): LocatedText[] => [
      [['transitions', i, 'shifts', j, 'from'], from],
      [['transitions', i, 'shifts', j, 'to'], to],
    ]),
    ...pitfalls.map((text, j): LocatedText => [['transitions', i, 'pitfalls', j], text]),
  ]
}
