import { describe, expect, test } from 'vitest'
import { checkMarkdown, unsafeMarkdown } from '@/lib/ladder/checks/markdown'
import { messageList } from '@/lib/ladder/format/messages'

function codes(text: string) {
  return unsafeMarkdown(text).map((finding) => finding.code)
}

describe('unsafe Markdown', () => {
  test.each([
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//x.example>',
    '<script',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="https://example.org">x</a>',
    '<b onclick="x()">bold</b>',
    '<style>*{}</style>',
    '<iframe src="https://example.org">',
    '<math><mi xlink:href="data:x,y">',
    '<details open ontoggle=alert(1)>',
    '<!DOCTYPE html>',
    '<?php echo 1 ?>',
    '<![CDATA[x]]>',
    '[x](javascript:alert(1))',
    '[x]( <JaVaScRiPt:alert(1)> )',
    '[x](java&#115;cript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](&#x6A;avascript:alert(1))',
    '[x](data:text/html;base64,AAAA)',
    '[x](vbscript:x)',
    '![x](file:///etc/passwd)',
    '[x]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '`not code <script>',
    '<b> `<script>` </b>',
  ])('%s is refused', (text) => {
    expect(codes(text)).toContain('E320')
  })

  test.each([
    'Plain words, 1 < 2 and 3 > 2, a<b',
    'List with **bold**, _italic_ and `<script>` as code',
    '``a ` <img onerror=x>`` is code too',
    'H<sub>2</sub>O and a<br>break <!-- note -->',
    '[x](https://example.org) and <https://example.org> and [m](mailto:a@example.org)',
    '[top](#top)',
    'Escaped \\<script>',
    'Time: 10:30, ratio [a]: b',
  ])('%s is left alone', (text) => {
    expect(codes(text).filter((code) => code === 'E320')).toEqual([])
  })

  test('relative links are named', () => {
    expect(codes('[x](../other.md) ![y](img.png)')).toEqual(['W321', 'W321'])
  })

  test('long hostile paragraphs take no time', () => {
    const start = performance.now()
    for (const piece of ['[', '<', '<a ', '`', '``` ', '](', '<!--', '*_']) {
      unsafeMarkdown(piece.repeat(50_000))
    }
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('is found on its line, but not in fenced code', () => {
    const { report, sorted } = messageList()
    const text = 'Words\n\n```html\n<script>\n\n<img onerror=x>\n```\n\n- one\n  two <img src=x>'
    checkMarkdown(
      text.split('\n').map((line, index) => ({ text: line, number: index + 11 })),
      report,
    )
    expect(sorted().map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      'E320 20:7',
    ])
  })
})
