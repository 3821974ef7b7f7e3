/** How a cell is read: `list` is several texts, `keys` several keys with commas between. */
export type CellType =
  | 'text'
  | 'number'
  | 'flag'
  | 'keys'
  | 'level'
  | 'list'
  | 'anchors'
  | 'links'
  | 'shifts'

export type CsvField = { column: string; field: string; type: CellType }
export type RecordName = keyof typeof RECORDS

const field = (column: string, type: CellType = 'text', name = column): CsvField => ({
  column,
  field: name,
  type,
})

const named = (...columns: string[]) => columns.map((column) => field(column))

/** Each kind of row: its columns, and what they are called in the tree. */
export const RECORDS = {
  ladder: [
    field('key', 'text', 'ladder'),
    field('title', 'text', 'name'),
    field('text', 'text', 'body'),
    ...named('format', 'status', 'language', 'licence', 'source', 'changeNote'),
    field('version', 'number'),
    field('cumulative', 'flag'),
  ],
  point: [
    field('key', 'text', 'scale'),
    ...named('kind', 'code', 'title'),
    field('text', 'text', 'description'),
    field('value', 'number'),
    field('points', 'number'),
  ],
  track: [...named('key', 'title'), field('text', 'text', 'body')],
  level: [
    ...named('key', 'track', 'title', 'code', 'extends', 'summary'),
    field('text', 'text', 'body'),
    field('aliases', 'list'),
    field('band', 'number'),
  ],
  fact: [
    ...named('key', 'level', 'text', 'label', 'unit', 'item'),
    field('min', 'number'),
    field('max', 'number'),
    field('open', 'flag'),
  ],
  category: [
    ...named('key', 'kind', 'title', 'parent', 'scale'),
    field('gate', 'flag'),
    field('weight', 'number'),
  ],
  target: [
    ...named('level', 'category', 'at'),
    field('weight', 'number'),
    field('required', 'flag'),
  ],
  item: [
    ...named('key', 'category', 'kind', 'text', 'label', 'at', 'target', 'change'),
    field('level', 'level', 'levels'),
    field('scored', 'flag'),
    field('weight', 'number'),
    field('critical', 'flag'),
    field('examples', 'list'),
    field('antiExamples', 'list'),
    field('anchors', 'anchors'),
    field('links', 'links'),
  ],
  transition: [
    ...named('key', 'kind', 'title', 'from', 'fromLabel', 'to'),
    field('text', 'text', 'body'),
    field('shifts', 'shifts'),
    field('pitfalls', 'list'),
    field('minMonths', 'number'),
    field('maxMonths', 'number'),
  ],
  keymap: [
    field('kind', 'text', 'entity'),
    field('from', 'keys'),
    field('to', 'keys'),
    field('relation'),
    field('comparable', 'flag'),
  ],
} as const satisfies Record<string, readonly CsvField[]>

export const RECORD_NAMES = Object.keys(RECORDS) as RecordName[]

/** The columns of a file, those that one reads first at the left. */
export const COLUMNS: readonly string[] = [
  'record',
  ...['key', 'track', 'level', 'category', 'kind', 'title', 'text', 'label', 'scored', 'weight'],
  ...['critical', 'target', 'examples', 'antiExamples', 'anchors', 'links', 'at', 'change'],
  ...['code', 'band', 'aliases', 'extends', 'summary', 'min', 'max', 'open', 'unit', 'item'],
  ...['parent', 'scale', 'gate', 'required', 'value', 'points', 'from', 'fromLabel', 'to'],
  ...['shifts', 'pitfalls', 'minMonths', 'maxMonths', 'relation', 'comparable'],
  ...['format', 'version', 'status', 'language', 'cumulative', 'licence', 'source', 'changeNote'],
]

/** Without these columns a file says nothing of a ladder. */
export const NEEDED = ['record', 'key', 'title', 'text', 'track', 'level', 'category']
