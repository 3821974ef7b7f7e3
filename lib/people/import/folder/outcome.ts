import type { Problem } from '../file/problem'
import { type AbsentMode, looksLikeHalfAFile } from '../leaving'
import { changeCount, type ImportCounts } from '../preview'

/** Applied, without a change to apply, left for an administrator, or nothing that could be read. */
export type Outcome = 'APPLIED' | 'NOTHING' | 'WAITING' | 'REFUSED'

export type Verdict = { outcome: 'APPLIED' | 'NOTHING' | 'WAITING'; says: string }

/**
 * What becomes of a file that nobody looks at: applied when nothing is wrong with it. What a person has
 * to decide is left to one: problems, half a file, and whoever would be able to sign in again.
 */
export function verdictOn(counts: ImportCounts): Verdict {
  const { problems, deactivated: leaving, reactivated, active } = counts
  const waits = (says: string): Verdict => ({ outcome: 'WAITING', says })
  if (problems > 0)
    return waits(
      `It has ${problems === 1 ? 'a problem' : `${problems} problems`}. Mend the file and put it back.`,
    )
  if (leaving > 0 && looksLikeHalfAFile({ leaving, active })) {
    return waits(
      `It would deactivate ${leaving} of ${active} people. An administrator must say so.`,
    )
  }
  if (reactivated > 0) {
    return waits(
      `It would bring back ${reactivated} who ${reactivated === 1 ? 'was' : 'were'} deactivated. An administrator must say so.`,
    )
  }
  if (changeCount(counts) === 0) return { outcome: 'NOTHING', says: 'Rung said all of it already.' }
  return { outcome: 'APPLIED', says: 'It was applied whole.' }
}

type Report = {
  fileName: string
  at: Date
  absent: AbsentMode
  says: string
  importId: string | null
  counts: ImportCounts | null
  problems: readonly Problem[]
}

/** The text of the file that is left beside one that was taken from the folder. */
export function reportText(report: Report): string {
  const { fileName, at, absent, says, importId, counts, problems } = report
  const others = absent === 'KEEP' ? 'stay as they are' : 'are deactivated'
  const lines = [
    `${fileName}, looked at on ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    says,
    `People who are not in the file ${others}.`,
    ...(counts ? ['', ...Object.entries(counts).map(([name, count]) => `${name}: ${count}`)] : []),
    ...(importId ? ['', `See it in Rung: /admin/people/import/${importId}`] : []),
    ...(problems.length > 0 ? ['', 'Problems:'] : []),
    ...problems.map(placed),
  ]
  return `${lines.join('\n')}\n`
}

function placed({ row, column, header, message }: Problem): string {
  const at = column === null ? '' : `, column ${column}${header ? ` (${header})` : ''}`
  return `Row ${row}${at}: ${message}`
}
