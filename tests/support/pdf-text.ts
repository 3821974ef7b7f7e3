import { inflateSync } from 'node:zlib'

type Objects = Map<string, Buffer>
type Glyphs = { width: number; words: Map<number, string> }

/** The text of a PDF by Chromium or PDFKit, in the order of drawing, with single spaces between. */
export function pdfText(pdf: Buffer): string {
  const objects = readObjects(pdf)
  const fonts = new Map<string, Glyphs>()
  const named = fontObjects(objects)
  const glyphsOf = (font: string) => {
    const known = fonts.get(font) ?? readGlyphs(objects, named.get(font) ?? font)
    fonts.set(font, known)
    return known
  }
  const pages = [...objects.values()].map(streamOf).filter((stream) => /\bBT\n/.test(stream))
  return pages
    .flatMap((page) => page.match(/BT\n[\s\S]*?\nET/g) ?? [])
    .map((block) => drawn(block, glyphsOf))
    .join(' ')
    .replace(/\s+/g, ' ')
}

function readObjects(pdf: Buffer): Objects {
  const found = pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  return new Map([...found].map(([, id = '', body = '']) => [id, Buffer.from(body, 'latin1')]))
}

function streamOf(object: Buffer | undefined): string {
  const [, content] = /stream\n([\s\S]*?)\nendstream/.exec(object?.toString('latin1') ?? '') ?? []
  if (!content || !object?.includes('/FlateDecode')) return content ?? ''
  return inflateSync(Buffer.from(content, 'latin1')).toString('latin1')
}

/** The object of each font by its name in the pages, as in `/F7 12 0 R`. */
function fontObjects(objects: Objects): Map<string, string> {
  const dictionaries = [...objects.values()].map((object) => object.toString('latin1'))
  const found = dictionaries.flatMap((text) => [...text.matchAll(/\/F(\d+) (\d+) 0 R/g)])
  return new Map(found.map(([, name = '', id = '']) => [name, id]))
}

function readGlyphs(objects: Objects, font: string): Glyphs {
  const [, map = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.toString() ?? '') ?? []
  const words = new Map<number, string>()
  const source = streamOf(objects.get(map))
  const width = /<([0-9A-Fa-f]+)> ?<[0-9A-Fa-f]+>\nendcodespacerange/.exec(source)?.[1]?.length ?? 2
  for (const [, list = ''] of source.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of list.matchAll(/<(\w+)> <(\w+)>/g)) {
      words.set(hex(code), utf16(text))
    }
  }
  for (const [, list = ''] of source.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', texts = ''] of list.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
      for (const [index, text] of (texts.match(/\w+/g) ?? []).entries()) {
        words.set(hex(from) + index, utf16(text))
      }
    }
    for (const [, from = '', to = '', first = ''] of list
      .replace(/\[[^\]]*\]/g, '')
      .matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let code = hex(from); code <= hex(to); code += 1) {
        words.set(code, String.fromCharCode(hex(first) + code - hex(from)))
      }
    }
  }
  return { width, words }
}

function drawn(block: string, glyphsOf: (font: string) => Glyphs): string {
  let glyphs: Glyphs | undefined
  let text = ''
  for (const [, font, codes] of block.matchAll(
    /\/F(\d+) \S+ Tf|<([0-9A-Fa-f]+)>(?= Tj|[^<>]*(?:<[0-9A-Fa-f]+>[^<>]*)*\] TJ)/g,
  )) {
    if (font) glyphs = glyphsOf(font)
    for (let at = 0; glyphs && codes && at < codes.length; at += glyphs.width) {
      text += glyphs.words.get(hex(codes.slice(at, at + glyphs.width))) ?? ''
    }
  }
  return text
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16)
}

function utf16(digits: string): string {
  return Buffer.from(digits, 'hex').swap16().toString('utf16le')
}
