import { describe, expect, test } from 'vitest'
import { codesOf, outlineOf, read } from './shown'

const LONG = 'Level,Category,Text,Kind,Order\nP1,Craft,One,note,1\n'

describe('messages', () => {
  test.each([
    ['E601', 'no column for the words', 'Level,Category,Wrds,Kind\nP1,Craft,a,note\n', 1],
    ['E601', 'nothing below the header', 'Level,Category,Text\n', 1],
    ['E602', 'a cell too many', `${LONG}P2,Craft,Two, with a comma,note,2\n`, 3],
    ['E602', 'a cell too few', `${LONG}P2,Craft\n`, 3],
    ['E603', 'a quotation mark that never closes', `${LONG}P2,Craft,"Two,note,2\nP3,x\n`, 3],
    ['W604', 'a row twice', `${LONG}P1,Craft,One,note,3\n`, 3],
    ['W605', 'a value outside the list', `${LONG}P2,Craft,Two,NOT IN USE,2\n`, 3],
    ['W606', 'a formula', `${LONG}P2,Craft,=HYPERLINK(1),note,2\n`, 3],
    ['W111', 'no order', 'Level,Category,Text\nP1,Craft,One\n', 1],
    ['W703', 'a table on its side', 'Who,Craft\nSenior Smith,casts\nJunior Smith,sweeps\n', 1],
    ['E320', 'active HTML', `${LONG}P2,Craft,<script>alert(1)</script>x,note,2\n`, 3],
  ])('%s: %s', (code, _what, text, line) => {
    expect(codesOf(text)).toContain(`${line} ${code}`)
  })

  test('name the first physical line of a record', () => {
    const text = `${LONG}P2,Craft,"Two\nlines\nhere",note,2\nP3,Craft\n`
    expect(codesOf(text)).toContain('6 E602')
    expect(codesOf(`${LONG}P2,Craft,"Two\nlines",WHAT,2\n`)).toEqual(['3 W605'])
  })

  test('a bullet or a number is no formula', () => {
    expect(codesOf(`${LONG}P2,Craft,- a bullet,note,-2\n`)).toEqual([])
  })

  test('a row without a level is kept as left out', () => {
    const text = 'Level,Text,Order\n,Nowhere,1\nP1,One,2\n'
    expect(codesOf(text)).toContain('2 W605')
    expect(outlineOf(text)).toContain('ignored Nowhere | 1')
  })
})

describe('hostile and odd files', () => {
  test('tabs, quotes within quotes and blank lines are read', () => {
    const text = 'Level\tText\tOrder\n\nP1\t"Says ""no"" well"\t1\n\n'
    expect(outlineOf(text)).toContain('item Says "no" well')
  })

  test('hidden and reordering characters are taken out', () => {
    expect(outlineOf(`${LONG}P2,Craft,a\u202eb\u0007c,note,2\n`)).toContain('item abc')
  })

  test('a link that runs something is taken out', () => {
    const outline = outlineOf(`${LONG}P2,Craft,[x](javascript:alert(1)) y,note,2\n`)
    expect(outline).not.toContain('javascript')
  })

  test.each([
    ['', 'nothing'],
    ['\n\n\n', 'blank lines'],
    ['"', 'one quotation mark'],
    [','.repeat(5000), 'thousands of columns'],
    ['__proto__,constructor\nprototype,__proto__\n', 'names of the language'],
    ['Just a sentence of prose.\nAnd another one.\n', 'prose'],
  ])('%j never throws', (text) => {
    expect(() => read(text)).not.toThrow()
    expect(read(text).document).toBeNull()
  })

  test('2.5 MB are read within 3 seconds', () => {
    const rows = Array.from({ length: 9_900 }, (_, i) => {
      const words = `Item ${i} does "things" with care, ${'and again '.repeat(21)}`
      return `P${(i % 9) + 1},Area ${i % 40},"${words.replaceAll('"', '""')}",expectation,${i}`
    })
    const text = `Level,Category,Text,Kind,Order\n${rows.join('\n')}\n`
    expect(text.length).toBeGreaterThan(2_500_000)
    const start = performance.now()
    const { outline, messages } = read(text)
    expect(performance.now() - start).toBeLessThan(3000)
    expect(messages).toEqual([])
    expect(outline).toHaveLength(9)
  })
})
