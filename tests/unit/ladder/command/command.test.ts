import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changed, lineOf, SMALL_LADDER } from '../small-ladder'

const folder = mkdtempSync(join(tmpdir(), 'rung-ladder-'))
const file = (name: string) => join(folder, name)

beforeAll(() => {
  const { ladder: command } = JSON.parse(readFileSync('package.json', 'utf8')).scripts
  expect(command).toBe('tsx --conditions=react-server bin/ladder.ts')
  writeFileSync(file('sound.ladder.md'), SMALL_LADDER)
  writeFileSync(file('warned.ladder.md'), changed(['licence: MIT\n', '']))
  writeFileSync(
    file('broken.ladder.md'),
    changed(['track: mgmt\n    title', 'track: x\n    title']),
  )
  writeFileSync(file('reworded.ladder.md'), changed(['Designs services', 'Designs large services']))
  writeFileSync(file('grid.csv'), 'Skill,Potter 1,Potter 2\nIndicators,digs,fires\n')
  writeFileSync(file('odd.csv'), 'Wer,Was,Wie\nJunior Potter,Clay,digs\nSenior Potter,Clay,fires\n')
  writeFileSync(file('notes.md'), '# Just notes\n\nNothing here.\n')
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The command as `npm run ladder` starts it, without npm. */
function ladder(...args: string[]) {
  const options = ['--conditions=react-server', '--import', 'tsx', 'bin/ladder.ts', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('check', () => {
  test('0 and no line for a sound file', () => {
    expect(ladder('check', file('sound.ladder.md'))).toMatchObject({ status: 0, stdout: '' })
  })

  test('0 for warnings, and 1 when they are to count', () => {
    const { status, stdout } = ladder('check', file('warned.ladder.md'))
    expect(status).toBe(0)
    expect(stdout).toContain('warned.ladder.md:1:1 W506 warning: The licence is missing')
    expect(ladder('check', '--strict', file('warned.ladder.md')).status).toBe(1)
  })

  test('1 for errors, each with file, line, column and code', () => {
    const { status, stdout } = ladder('check', file('sound.ladder.md'), file('broken.ladder.md'))
    expect(status).toBe(1)
    const line = lineOf(changed(['track: mgmt\n    title', 'track: x\n    title']), 'track: x')
    expect(stdout).toContain(`${file('broken.ladder.md')}:${line}:12 E106 error: `)
  })

  test('1 for a file in no format of ours', () => {
    const { status, stdout } = ladder('check', file('notes.md'))
    expect(status).toBe(1)
    expect(stdout).toContain('notes.md:1:1 E012 error: ')
  })

  test.each([
    ['no verb', []],
    ['a file that is not there', ['check', 'nowhere.ladder.md']],
    ['an unknown option', ['check', '--loud', 'a']],
    ['a PDF without a file', ['export', 'a', '--to', 'pdf']],
  ])('2 for %s', (_what, args) => {
    const { status, stdout, stderr } = ladder(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).not.toContain('    at ')
    expect(stderr.trim()).not.toBe('')
  })
})

describe('diff', () => {
  test('0 when both say the same, whatever the format', () => {
    expect(
      ladder('export', file('sound.ladder.md'), '--to', 'csv', '-o', file('s.csv')).status,
    ).toBe(0)
    expect(ladder('diff', file('sound.ladder.md'), file('s.csv'))).toMatchObject({
      status: 0,
      stdout: 'Both say the same.\n',
    })
  })

  test('1 with what changed, as text and as JSON', () => {
    const files = [file('sound.ladder.md'), file('reworded.ladder.md')]
    const { status, stdout } = ladder('diff', ...files)
    expect(status).toBe(1)
    expect(stdout).toContain('1 changed.')
    expect(stdout).toMatch(/~ Designs large services .*\{#i-designs\}\n.*\{\+large ?\+\}/)
    const json = ladder('diff', '--json', ...files)
    expect(json.status).toBe(1)
    expect(JSON.parse(json.stdout).sections[0].lines[0]).toMatchObject({ key: 'i-designs' })
  })

  test('2 when one of them cannot be read', () => {
    const { status, stderr } = ladder('diff', file('sound.ladder.md'), file('broken.ladder.md'))
    expect(status).toBe(2)
    expect(stderr).toContain('E106')
  })
})

describe('export', () => {
  test.each(['md', 'yaml', 'json', 'csv', 'pdf'])('0 and a file as %s', (format) => {
    const target = file(`out.ladder.${format}`)
    expect(ladder('export', file('sound.ladder.md'), '--to', format, '-o', target).status).toBe(0)
    if (format === 'pdf') expect(readFileSync(target, 'latin1').slice(0, 5)).toBe('%PDF-')
    else expect(ladder('diff', file('sound.ladder.md'), target).status).toBe(0)
  })

  test('0 and the text on the screen without -o', () => {
    const { status, stdout } = ladder('export', file('sound.ladder.md'), '--to', 'md')
    expect({ status, stdout }).toEqual({ status: 0, stdout: SMALL_LADDER })
  })

  test('1 and nothing written for a ladder with errors', () => {
    const { status, stdout, stderr } = ladder('export', file('broken.ladder.md'), '--to', 'yaml')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('E106')
  })

  test('2 for a place where nothing can be written', () => {
    const target = join(folder, 'no', 'such', 'folder.yaml')
    expect(ladder('export', file('sound.ladder.md'), '--to', 'yaml', '-o', target).status).toBe(2)
  })
})

describe('import', () => {
  const target = file('new.ladder.md')

  test('0 and a ladder with new keys, which is sound', () => {
    const { status, stdout, stderr } = ladder('import', file('grid.csv'), '-o', target)
    expect(status).toBe(0)
    expect(stdout).toContain('grid.csv:1:1 W506 warning: ')
    expect(stderr).toContain('2 levels, 2 items.')
    expect(readFileSync(target, 'utf8')).toMatch(/^- digs \{#[0-9a-z]{10}\}$/m)
    expect(ladder('check', target).status).toBe(0)
  })

  test('takes a mapping from a file', () => {
    const columns = { Wer: 'level', Was: 'category', Wie: 'text' }
    const mapping = { title: 'Pottery', columns, answers: { 'csv-shape': 'long' }, scored: 'all' }
    writeFileSync(file('mapping.json'), JSON.stringify(mapping))
    const { status } = ladder(
      ...['import', file('odd.csv'), '--mapping', file('mapping.json'), '-o', target],
    )
    expect(status).toBe(0)
    expect(readFileSync(target, 'utf8')).toMatch(/name: Pottery[\s\S]*## Clay/)
  })

  test('1 and nothing written where there is no ladder', () => {
    const { status, stdout } = ladder('import', file('notes.md'), '-o', file('none.ladder.md'))
    expect(status).toBe(1)
    expect(stdout).toContain('E114 error: ')
    expect(existsSync(file('none.ladder.md'))).toBe(false)
  })

  test('2 for a mapping that is none, with what is wrong in it', () => {
    writeFileSync(file('wrong.json'), '{"column": {}}')
    const wrong = ladder('import', file('grid.csv'), '--mapping', file('wrong.json'), '-o', target)
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toContain('is no mapping')
    expect(ladder('import', file('grid.csv')).status).toBe(2)
  })
})
