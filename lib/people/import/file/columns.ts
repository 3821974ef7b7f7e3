export const FIELD_NAMES = [
  'name',
  'email',
  'managerEmail',
  'level',
  'track',
  'team',
  'startedOn',
  'employment',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]

export type ColumnGuide = {
  field: FieldName
  header: string
  isRequired: boolean
  says: string
  otherNames: readonly string[]
}

/** The columns of the file, as the import page explains them and as the reader knows them. */
export const COLUMNS: readonly ColumnGuide[] = [
  {
    field: 'name',
    header: 'name',
    isRequired: true,
    says: 'First and last name, as colleagues write it.',
    otherNames: ['full name', 'display name', 'employee', 'employee name', 'person'],
  },
  {
    field: 'email',
    header: 'email',
    isRequired: true,
    says: 'The work address. It tells people apart: a row with a new address makes a new person.',
    otherNames: ['email address', 'mail', 'work email'],
  },
  {
    field: 'managerEmail',
    header: 'manager email',
    isRequired: false,
    says: 'The address of somebody in this file or in Rung. Empty for whoever has no manager.',
    otherNames: ['manager', 'line manager', 'line manager email', 'reports to', 'supervisor email'],
  },
  {
    field: 'level',
    header: 'level',
    isRequired: false,
    says: 'A level of the published ladder: its title, its code or its key. Empty for somebody without a level.',
    otherNames: ['grade', 'job level', 'ladder level'],
  },
  {
    field: 'track',
    header: 'track',
    isRequired: false,
    says: 'The track of the ladder. Needed only where two tracks have a level of the same name.',
    otherNames: ['career track', 'ladder track'],
  },
  {
    field: 'team',
    header: 'team',
    isRequired: false,
    says: 'The name of the team; a new name makes a new team.',
    otherNames: ['team name', 'squad', 'department'],
  },
  {
    field: 'startedOn',
    header: 'start date',
    isRequired: false,
    says: 'The first day at work, as 2024-03-12.',
    otherNames: ['started on', 'start', 'hire date', 'joined', 'joining date'],
  },
  {
    field: 'employment',
    header: 'employment',
    isRequired: false,
    says: 'Employee or contractor; empty means employee. A contractor holds no level.',
    otherNames: ['employment type', 'contract type', 'worker type'],
  },
]

/** The field that a header means, whatever its case and punctuation; null for a column we do not know. */
export function fieldOfHeader(header: string): FieldName | null {
  return FIELDS.get(normalised(header)) ?? null
}

const FIELDS = new Map<string, FieldName>(
  COLUMNS.flatMap(({ field, header, otherNames }) =>
    [header, field, ...otherNames].map((name) => [normalised(name), field] as const),
  ),
)

function normalised(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/e-mail/g, 'email')
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
