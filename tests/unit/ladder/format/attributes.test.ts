import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributeBlock, splitAttributes } from '@/lib/ladder/format/attributes'
import { didYouMean } from '@/lib/ladder/words/suggestion'

describe('an attribute block', () => {
  test.each([
    ['Words {#key}', 'Words', 'key', {}],
    ['Words {#key a=b c="d e"}', 'Words', 'key', { a: 'b', c: 'd e' }],
    ['{kind=prose}', '', null, { kind: 'prose' }],
    ['Words {label="a \\"b\\" \\\\ {c}"}  ', 'Words', null, { label: 'a "b" \\ {c}' }],
    ['Words {#a} more {#b}', 'Words {#a} more', 'b', {}],
  ])('%s', (line, text, key, values) => {
    const split = splitAttributes(line)
    expect(split.text).toBe(text)
    expect(split.attributes?.key).toBe(key)
    expect(Object.fromEntries(split.attributes?.values ?? [])).toEqual(values)
  })

  test.each(['Words {the}', 'Words {#key} .', 'Words{#key}', 'Words {}', 'Words {a="b}', '{ # }'])(
    '%s has none',
    (line) => {
      expect(splitAttributes(line)).toEqual({ text: line, attributes: null })
    },
  )

  test('is read as it was written, after any words', () => {
    const words = fc.array(fc.constantFrom('{', '}', '"', '\\', '#', '=', 'a', ' ', '{#k}', '{a="'))
    fc.assert(
      fc.property(words, fc.string(), (pieces, label) => {
        const text = pieces.join('').trim()
        const value = label.replace(/\s/g, ' ')
        const line = `${text} ${attributeBlock('key', { label: value, weight: 2 })}`
        const split = splitAttributes(line)
        expect(split.text).toBe(text)
        expect(split.attributes?.key).toBe('key')
        expect(split.attributes?.values.get('label') ?? '').toBe(value)
      }),
    )
  })

  test('does not slow down on hostile lines', () => {
    const start = performance.now()
    for (const piece of ['{', '{a="', '{#a ', 'a=b ', ' '])
      splitAttributes(`${piece.repeat(5000)}}`)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('a proposal', () => {
  test.each([
    ['licence', ['license', 'levels'], ' Did you mean "license"?'],
    ['Directer', ['director', 'em'], ' Did you mean "director"?'],
    ['xyz', ['director', 'em'], ''],
  ])('for %s', (word, candidates, hint) => {
    expect(didYouMean(word, candidates)).toBe(hint)
  })
})
