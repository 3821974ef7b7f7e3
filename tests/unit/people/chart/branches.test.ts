import { describe, expect, it } from 'vitest'
import {
  branchesOf,
  countsText,
  typeAhead,
  withPage,
} from '@/app/(workspace)/people/chart/branches'

const node = (name: string, reports = 0, below = reports) => {
  return { id: `id-${name}`, name, team: null, level: null, reports, below }
}

describe('the chart as it is opened', () => {
  it('keeps the way to somebody when the first page of their branch comes', () => {
    const way = { managerId: 'm', nodes: [node('Zoe', 3)], isWhole: false, nextCursor: null }
    const page = {
      managerId: 'm',
      nodes: [node('Ann'), node('Bob')],
      isWhole: true,
      nextCursor: 'more',
    }
    const known = withPage(branchesOf([way]), page).get('m')
    expect(known?.nodes.map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Zoe'])
    expect(known).toMatchObject({ isWhole: true, nextCursor: 'more' })
  })

  it('shows nobody twice when pages overlap', () => {
    const first = { managerId: null, nodes: [node('Ann')], isWhole: true, nextCursor: 'c' }
    const twice = withPage(branchesOf([first]), { ...first, nodes: [node('Ann'), node('Bob')] })
    expect(twice.get('')?.nodes.map(({ name }) => name)).toEqual(['Ann', 'Bob'])
  })

  it('says how many are below', () => {
    expect(countsText(node('Ann'))).toBe('')
    expect(countsText(node('Ann', 1))).toBe('1 report')
    expect(countsText(node('Ann', 3, 40))).toBe('3 reports, 40 in all')
  })
})

describe('typeAhead', () => {
  const names = ['Ann', 'Bob', 'Beth', 'Çelik', '', 'Bella']

  it.each([
    [0, 'b', 1],
    [1, 'b', 2],
    [5, 'b', 1],
    [1, 'be', 2],
    [2, 'bel', 5],
    [0, 'ç', 3],
    [0, 'x', -1],
  ])('from %i typing %s leads to %i', (from, typed, expected) => {
    expect(typeAhead(names, from, typed)).toBe(expected)
  })
})
