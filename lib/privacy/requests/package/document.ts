import { escapeHtml } from '@/lib/notifications/message'
import type { AccessPackage, PackageSection } from './package'

/**
 * The package as one file: a page that reads without anything else, and the same as JSON within it
 * (`<script type="application/json" id="data">`), for machines.
 */
export function packageDocument(whole: AccessPackage): string {
  const { person, organisation, collectedAt, sections, omissions } = whole
  const title = `What ${organisation} keeps about ${person.name}`
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>Collected on ${escapeHtml(collectedAt.slice(0, 10))} for ${escapeHtml(person.email)}. Where ${BLACK_WORDS} or a text says that it was left out, somebody else could be recognised.</p>`,
    ...sections.map(sectionHtml),
    '<h2>What is not in here</h2>',
    `<ul>${omissions.map((omission) => `<li>${escapeHtml(omission)}</li>`).join('')}</ul>`,
    `<script type="application/json" id="data">${jsonInHtml(whole)}</script>`,
    '</body></html>',
    '',
  ].join('\n')
}

const BLACK_WORDS = 'you see █████'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600;margin-top:.5rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}h3{margin-bottom:0}'

function sectionHtml({ title, why, entries }: PackageSection): string {
  const shown = entries.map(({ title: name, fields }) => {
    const lines = fields.map(
      ({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`,
    )
    return `<h3>${escapeHtml(name)}</h3><dl>${lines.join('')}</dl>`
  })
  const body = shown.length > 0 ? shown.join('\n') : '<p>Nothing.</p>'
  return `<h2>${escapeHtml(title)}</h2>\n<p>${escapeHtml(why)}</p>\n${body}`
}

// Nothing in the data may end the element that holds it.
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
