import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { WEB } from '@/bin/server-build'

const Service = z.looseObject({
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
})
const { services } = z
  .looseObject({ services: z.record(z.string(), Service) })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }))
const proxy = readFileSync('deploy/nginx.conf.template', 'utf8')

describe('docker compose', () => {
  it('runs two web instances, a worker, a migration, a proxy and a mail catcher', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['database', 'mail', 'migrate', 'proxy', 'web1', 'web2', 'worker'].sort(),
    )
  })

  it('gives the owner of the database to the migration only', () => {
    const withOwner = Object.entries(services).filter(([, { environment }]) =>
      Object.values(environment).some((value) => value.includes('postgresql://migrator:')),
    )
    expect(withOwner.map(([name]) => name)).toEqual(['migrate'])
    expect(services.web1?.environment).not.toHaveProperty('DATABASE_URL_JOB')
    expect(services.worker?.environment).not.toHaveProperty('DATABASE_URL_WEB')
  })

  it('starts nothing of ours before the migration is done', () => {
    for (const name of ['web1', 'web2', 'worker']) {
      expect(services[name]?.depends_on.migrate?.condition).toBe('service_completed_successfully')
    }
  })

  it('opens only the proxy and the mail catcher to the machine', () => {
    const open = Object.keys(services).filter((name) => services[name]?.ports.length)
    expect(open.sort()).toEqual(['mail', 'proxy'])
  })

  it('lets the web believe its proxy, in whatever network docker puts it', () => {
    for (const name of ['web1', 'web2']) {
      expect(services[name]?.environment.RUNG_PROXY).toBe('10.0.0.0/8,172.16.0.0/12,192.168.0.0/16')
    }
  })

  it('G08 keeps the rows that the database refuses out of its log', () => {
    expect(services.database?.command).toContain('log_error_verbosity=terse')
  })

  it('has every setting that it asks for in the example', () => {
    const example = readFileSync('.env.example', 'utf8')
    const asked = readFileSync('docker-compose.yml', 'utf8').matchAll(/\$\{(\w+):\?/g)
    for (const [, name] of asked) expect(example).toMatch(new RegExp(`^${name}=`, 'm'))
  })
})

describe('the proxy', () => {
  it.each([
    'x-middleware-subrequest',
    'x-nextjs-data',
    'x-invoke-path',
    'x-invoke-query',
    'x-invoke-output',
    'x-matched-path',
    'x-now-route-matches',
    'x-prerender-revalidate',
    'next-resume',
    'x-action-forwarded',
    'forwarded',
  ])('keeps %s of a client away from the server', (header) => {
    expect(proxy).toMatch(new RegExp(`proxy_set_header ${header} "";`, 'i'))
  })

  it.each([
    'client_max_body_size 512k;',
    'proxy_cache off;',
    ['proxy_set_header Host $', '{PUBLIC_HOST};'].join(''),
    'proxy_set_header X-Forwarded-For $remote_addr;',
    'if ($http_upgrade) {\n    return 400;',
  ])('has the rule %j', (rule) => {
    expect(proxy).toContain(rule)
  })

  it('knows who asks behind a TLS proxy, by the word of that proxy alone', () => {
    expect(proxy).toContain(['set_real_ip_from $', '{PUBLIC_PROXY};'].join(''))
    expect(proxy).toContain('real_ip_header X-Forwarded-For;')
    expect(services.proxy?.environment.PUBLIC_PROXY).toMatch(/:-127\.0\.0\.1\}$/)
    expect(readFileSync('.env.example', 'utf8')).toMatch(/^PUBLIC_PROXY=127\.0\.0\.1$/m)
  })

  it('takes as much as the handlers of imports do, and no more elsewhere', () => {
    const large =
      /location ~ \^\/api\/\(imports\|ladder\/drafts\)\/ \{\n\s+client_max_body_size 8m;/
    expect(proxy).toMatch(large)
    expect(proxy.match(/client_max_body_size/g)).toHaveLength(2)
  })

  it('G08 keeps tokens, codes and what people look for out of its log', () => {
    expect(proxy.match(/access_log [^;]+;/g)).toEqual([
      'access_log /var/log/nginx/access.log rung;',
    ])
    const [format = ''] = /log_format rung '[^']+'/.exec(proxy) ?? []
    expect(format).toContain('$rung_logged')
    expect(format).not.toMatch(/\$(request|request_uri|uri|args|query_string|http_\w+)\b/)
    const [pattern = ''] = /"~(\S+)" \/\$rung_page/.exec(proxy)?.slice(1) ?? []
    for (const page of ['invitation', 'password']) {
      expect(`/${page}/a-token`).toMatch(new RegExp(pattern))
    }
    expect(proxy).toMatch(/location ~ \^\/\(invitation\|password\)\/ \{\n\s+error_log \S+ crit;/)
  })

  it('never repeats a POST', () => {
    expect(proxy).not.toContain('non_idempotent;')
  })
})

describe('the image of the web server', () => {
  it('runs as npm start runs it', () => {
    const [command] = [...readFileSync('Dockerfile', 'utf8').matchAll(/^CMD (.*web\.mjs.*)$/gm)]
    expect(JSON.parse(command?.[1] ?? '[]')).toEqual(['node', ...WEB.slice(0, -1), 'web.mjs'])
  })
})
