import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrix } from '@/lib/ladder/views/matrix'
import {
  foundBeside,
  foundItems,
  foundMatrix,
  foundPassages,
} from '@/lib/ladder/views/search/found'
import { containsWords, piecesOf, searchWords } from '@/lib/ladder/views/search/words'
import { SMALL_LADDER } from '../../small-ladder'
import { treeOf } from '../version-tree'

const SEED = treeOf(readFileSync('prisma/seed/engineering.ladder.md')).document
const SMALL = treeOf(SMALL_LADDER).document

describe('words', () => {
  test('are taken once, in any case, eight at most', () => {
    expect(searchWords('  Team team\tSCOPE ')).toEqual(['team', 'scope'])
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8)
    expect(searchWords('   ')).toEqual([])
  })

  test.each([
    ['lead', 'Thought leadership', true],
    ['lead', 'Nothing misleading', false],
    ['team lead', 'Leads two teams', true],
    ['team lead', 'Leads two groups', false],
    ['vs.', 'build vs. buy', true],
    ['vs.', 'build vsa buy', false],
    ['200+', '(50-200+ engineers)', true],
    ['(50', '(50-200+ engineers)', true],
    ['ber', 'Überblick', false],
    ['über', 'Überblick', true],
    ['c++', 'Writes C++', true],
    ['[a-z]', 'plain', false],
  ])('%s in "%s": %s', (search, text, expected) => {
    expect(containsWords(text, searchWords(search))).toBe(expected)
  })

  test('are marked where they stand', () => {
    const pieces = piecesOf('Team leads lead misleading teams', searchWords('lead team'))
    expect(pieces.map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('')).toBe(
      '[Team] [lead]s [lead] misleading [team]s',
    )
  })

  test('whatever is searched, the pieces are the text to the letter', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (words, search) => {
        const pieces = piecesOf(words, searchWords(search))
        expect(pieces.map((piece) => piece.text).join('')).toBe(words)
      }),
    )
  })
})

describe('the search', () => {
  test('leaves of the matrix what has every word', () => {
    const found = foundItems(SEED, searchWords('board'))
    const { rows, growthAreas, columns } = foundMatrix(
      matrix(SEED, { track: 'mgmt', by: 'level' }),
      found,
    )
    expect(columns.map(({ levels }) => levels[0]?.key)).toEqual(['vp', 'cto'])
    expect(rows.map(({ cells }) => cells.map(({ span }) => span))).toEqual(Array(3).fill([1, 1]))
    expect(growthAreas).toEqual([])
    const left = rows.map(({ category, cells }) => [
      category.key,
      cells.flatMap(({ groups }) => groups.flatMap(({ items }) => items.map(({ text }) => text))),
    ])
    expect(left).toEqual([
      ['leadership', ['Executive presence and board-level communication skills']],
      ['autonomy', ['Participates in board-level strategy and company direction']],
      ['impact', ['Communicates engineering capabilities and constraints to board/investors']],
    ])
  })

  test('keeps a cell that spans what is left of its columns', () => {
    const found = foundItems(SEED, searchWords('succession'))
    const { columns, growthAreas } = foundMatrix(matrix(SEED, { track: null, by: 'band' }), found)
    expect(columns.map(({ levels }) => levels.map(({ key }) => key))).toEqual([['vp'], ['cto']])
    expect(growthAreas.map(({ cells }) => cells.map(({ span }) => span))).toEqual([[2]])
  })

  test.each([
    ['new queue', 'i-projects'],
    ['last tenth', 'i-projects'],
    ['projects stall', 'i-projects'],
    ['guide', 'i-projects'],
    ['director circle', 'g-director'],
  ])('finds "%s" in examples, anchors, links and labels', (search, key) => {
    expect([...foundItems(SMALL, searchWords(search))]).toEqual([key])
  })

  test.each([
    ['whole ladder', 'ladder', 'small', 'Words about the whole ladder.'],
    ['about managers', 'track', 'mgmt', 'Words about managers.'],
    ['learns', 'level', 'junior', 'Learns the craft.'],
    ['typically', 'level', 'em', 'Team size: typically 5-8'],
    ['screen reader', 'level', 'senior', 'Tests with a screen reader'],
    ['m1', 'level', 'em', 'M1'],
    ['output', 'transition', 'to-em', "my own output → the team's output"],
    ['waits', 'transition', 'to-senior', 'Waits to be asked'],
    ['individual', 'transition', 'to-em', ''],
  ])('finds "%s" in the words of a %s', (search, kind, key, text) => {
    const passages = foundPassages(SMALL, searchWords(search))
    expect(passages.map((one) => [one.kind, one.key, one.text])).toEqual([[kind, key, text]])
  })
})

describe('where it was found', () => {
  test.each([
    ['queue', 'example', 'Led the move to the new queue'],
    ['tenth', 'anti-example', 'Leaves the last tenth to others'],
    ['stall', 'anchor', 'Projects stall'],
    ['guide', 'link', 'Guide'],
  ])('"%s" stands in an item\'s %s', (search, where, text) => {
    const words = searchWords(search)
    expect([...foundBeside(SMALL, words)]).toEqual([['i-projects', { where, text }]])
    const found = foundMatrix(
      matrix(SMALL, { track: null, by: 'level' }),
      foundItems(SMALL, words),
      foundBeside(SMALL, words),
    )
    const items = found.rows.flatMap(({ cells }) =>
      cells.flatMap(({ groups }) => groups.flatMap((group) => group.items)),
    )
    expect(items).toMatchObject([{ key: 'i-projects', found: { where, text } }])
  })

  test('an item that says it itself needs no explanation', () => {
    expect(foundBeside(SMALL, ['projects']).size).toBe(0)
  })

  test.each([
    ['typically', 'level', 'fact'],
    ['learns', 'level', 'prose'],
    ['craft', 'category', 'title'],
    ['meets', 'scale', 'title'],
  ])('"%s" in a %s is told as %s', (search, kind, where) => {
    const passages = foundPassages(SMALL, searchWords(search))
    expect(passages).toContainEqual(expect.objectContaining({ kind, where }))
  })
})
