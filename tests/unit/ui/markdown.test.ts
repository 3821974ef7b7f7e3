import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Markdown } from '@/app/_components/ui/markdown'

function html(text: string, topHeading: 2 | 3 | 4 = 2): string {
  const markup = renderToStaticMarkup(createElement(Markdown, { text, topHeading }))
  return markup.replace(/^<div class="prose">|<\/div>$/g, '').replace(/ class="[^"]*"/g, '')
}

describe('what people wrote in Markdown', () => {
  test.each([
    ['headings under the page’s own', '## Role\n\n### Part', '<h2>Role</h2><h3>Part</h3>'],
    [
      'paragraphs with emphasis',
      'One *two*\n\n**three**',
      '<p>One <em>two</em></p><p><strong>three</strong></p>',
    ],
    ['lists', '- a\n- b\n\n3. c', '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>'],
    ['nested lists', '- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['an item of two paragraphs', '- a\n\n  b', '<ul><li><p>a</p><p>b</p></li></ul>'],
    ['code', 'Run `x < 1`', '<p>Run <code>x &lt; 1</code></p>'],
  ])('draws %s', (_name, text, expected) => {
    expect(html(text)).toBe(expected)
  })

  test('begins at the heading that the page has left for it', () => {
    expect(html('## Role\n\n#### Deep', 3)).toBe('<h3>Role</h3><h4>Deep</h4>')
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['HTML in a line', 'a <img src=x onerror=alert(1)> b'],
    ['a javascript link', '[a](javascript:alert(1))'],
    ['a data link', '[a](data:text/html,hi)'],
    ['a plain http link', '[a](http://example.org)'],
    ['a relative link', '[a](/admin)'],
    ['an image', '![a](https://example.org/x.png)'],
  ])('makes %s harmless', (_name, text) => {
    expect(html(text)).not.toMatch(/<(?!\/?p>)/)
  })

  test('links to https, vouching for nothing', () => {
    expect(html('[a](https://example.org/x)')).toBe(
      '<p><a href="https://example.org/x" rel="noopener nofollow">a</a></p>',
    )
  })
})
