import { readJsonText } from '../../format/exchange/json-text'
import type { LocatedNode, LocatedTree } from '../../format/exchange/located'
import { readYamlText } from '../../format/exchange/yaml-text'
import { type FileMessage, severityOf } from '../../format/messages'
import type { OutlineNode, Question, Reader, Reading, SourceFile } from '../outline'
import { levelTree, type RecordPlace } from '../records/level-tree'
import type { RecordReport } from '../records/values'
import type { Mapping } from '../schema'
import { isLevelLike } from '../structure/titles'
import { declaredIn, scalarOf } from './declared'
import { PATH_LABELS, PATH_ROLES, type PathRole, roleOfName } from './names'
import { walkDocument } from './walk'

const MAX_QUESTIONS = 60

type Parsed = { tree: LocatedTree; index: number; file: SourceFile }

/**
 * Reads JSON and YAML of any shape: lists of levels, mappings keyed by level or category, flat lists
 * whose entries name their level. `paths` of the mapping says what stands at a path such as
 * `levels[].areas`.
 */
export const readTreeFiles: Reader = (files, mapping) => {
  const messages: FileMessage[] = []
  const report: RecordReport = (code, { file, line, column }, message) => {
    messages.push({ file, line, column, code, severity: severityOf(code), message })
  }
  const parsed = files.flatMap((file, index): Parsed[] => {
    const tree = parse(file, index, report)
    return tree ? [{ tree, index, file }] : []
  })
  const tree = levelTree()
  const left: OutlineNode[] = []
  const declared = declaredIn(parsed.map(({ tree: { root } }) => root))
  const paths = pathRegister(mapping)
  for (const { tree: source, index, file } of parsed) {
    const placeOf = (node: LocatedNode): RecordPlace => {
      return { file: file.name, index, ...source.placeAt(node.at) }
    }
    const isLevel = isOneLevel(source.root, parsed.length)
    const said = paths.said(placeOf(source.root))
    const { isSaid } = paths
    walkDocument({ tree, report, declared, placeOf, said, isSaid, left }, source.root, { isLevel })
  }
  return {
    reader: 'tree',
    outline: [...tree.outline(), ...left],
    messages,
    questions: paths.questions(),
    options: { title: titleOf(parsed), language: 'en' },
    document: null,
  } satisfies Reading
}

function parse(file: SourceFile, index: number, report: RecordReport): LocatedTree | null {
  const { name, text } = file
  const heard = (
    code: Parameters<RecordReport>[0],
    { line, column }: { line: number; column: number },
    message: string,
  ) => report(code, { file: name, index, line, column }, message)
  const isJson = /\.json$/i.test(name) || /^\s*[[{]/.test(text)
  return isJson ? readJsonText(text, heard) : readYamlText(text, heard)
}

/** Whether the file is a level and not a ladder: it has a title and categories but no levels. */
function isOneLevel(root: LocatedNode, files: number): boolean {
  if (root.kind !== 'map' || root.entries.some(({ key }) => roleOfName(key) === 'level'))
    return false
  const title = scalarOf(root, 'title')
  return title !== null && (files > 1 || isLevelLike(title))
}

function titleOf([first]: Parsed[]): string {
  const own = first && scalarOf(first.tree.root, 'title')
  if (own) return own.slice(0, 200)
  const stem = (first?.file.name ?? '').replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '')
  const words = stem.replace(/[._-]+/g, ' ').trim()
  return words === '' ? 'Ladder' : words.charAt(0).toUpperCase() + words.slice(1)
}

type Seen = { guess: PathRole; chosen: PathRole; place: RecordPlace; isSaid: boolean }

function pathRegister({ paths, answers }: Mapping) {
  const seen = new Map<string, Seen>()
  return {
    said: (place: RecordPlace) => (path: string, guess: PathRole) => {
      const known = seen.get(path)
      if (known) return known.chosen === known.guess ? guess : known.chosen
      const wish = answers[`path:${seen.size + 1}`] ?? paths[path]
      const chosen = PATH_ROLES.find((role) => role === wish) ?? guess
      seen.set(path, { guess, chosen, place, isSaid: wish === chosen })
      return chosen
    },
    isSaid: (path: string) => seen.get(path)?.isSaid ?? false,
    questions: () =>
      [...seen].slice(0, MAX_QUESTIONS).map(
        ([path, { guess, chosen, place }], index): Question => ({
          id: `path:${index + 1}`,
          ask: `What stands at "${path}"?`,
          choices: PATH_ROLES.map((value) => ({ value, label: PATH_LABELS[value] })),
          chosen,
          isSure: guess !== 'ignored' && guess !== 'group',
          place: { file: place.file, line: place.line, column: place.column },
        }),
      ),
  }
}
