export type Severity = 'error' | 'warning' | 'info'

const CODES = [
  ['E001', 'W002', 'W003', 'E004', 'E005', 'E006', 'E007', 'E008', 'E009', 'E010', 'E011', 'E012'],
  [
    'E101',
    'E102',
    'W103',
    'W104',
    'W105',
    'E106',
    'W107',
    'E108',
    'W109',
    'W110',
    'W111',
    'W112',
    'E113',
    'E114',
  ],
  ['E201', 'E202', 'W203', 'W204', 'E206'],
  ['E301', 'E302', 'E303', 'E304', 'I305', 'W306', 'W307', 'I308', 'W309', 'W310', 'W311'],
  [
    'W312',
    'E313',
    'W314',
    'W315',
    'E316',
    'W317',
    'E318',
    'I319',
    'E320',
    'W321',
    'W322',
    'E323',
    'W324',
  ],
  ['E401', 'W402', 'E403', 'W404', 'E405', 'E407', 'W408', 'E409', 'E410'],
  ['E501', 'W503', 'W504', 'E505', 'W506', 'E507', 'W508'],
  ['E601', 'E602', 'E603', 'W604', 'W605', 'W606'],
  ['W701', 'W702', 'W703'],
] as const

export type MessageCode = (typeof CODES)[number][number]

/** Every code that a reader or a check can give. */
export const MESSAGE_CODES: readonly MessageCode[] = CODES.flat()

/** Both count from 1, in the file as it was given. */
export type Place = { line: number; column: number }

export type Message = Place & { code: MessageCode; severity: Severity; message: string }

/** A place when there are several files. */
export type FilePlace = Place & { file: string }

export type FileMessage = Message & { file: string }

export type Report = (code: MessageCode, place: Place, message: string) => void

/** The first letter of a code is its severity. */
export function severityOf(code: MessageCode): Severity {
  if (code.startsWith('E')) return 'error'
  return code.startsWith('W') ? 'warning' : 'info'
}

/** Collects messages; `sorted` gives them in the order of the file. */
export function messageList(): { report: Report; sorted: () => Message[] } {
  const messages: Message[] = []
  return {
    report: (code, { line, column }, message) => {
      messages.push({ line, column, code, severity: severityOf(code), message })
    },
    sorted: () =>
      messages.toSorted(
        (a, b) => a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1),
      ),
  }
}

/** `file:line:column code severity: message`, as compilers print it. */
export function formatMessage(fileName: string, message: Message): string {
  const { line, column, code, severity } = message
  return `${fileName}:${line}:${column} ${code} ${severity}: ${message.message}`
}

export function hasErrors(messages: readonly Message[]): boolean {
  return messages.some((message) => message.severity === 'error')
}
