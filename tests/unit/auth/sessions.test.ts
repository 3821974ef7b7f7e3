import { describe, expect, it } from 'vitest'
import { agoWords } from '@/lib/auth/sessions/ago'
import { deviceWords, networkWords } from '@/lib/auth/sessions/device'

describe('a session in words', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
      'Chrome on macOS',
    ],
    ['curl/8.0', 'Another program'],
    ['', 'Unknown browser'],
    [null, 'Unknown browser'],
  ])('%s', (agent, words) => {
    expect(deviceWords(agent)).toBe(words)
  })

  it('leaves the last part of an address out', () => {
    expect(networkWords('192.0.2.77')).toBe('192.0.2.…')
    expect(networkWords('::ffff:192.0.2.77')).toBe('192.0.2.…')
    expect(networkWords('2001:db8:77:1::5')).toBe('2001:db8:77:…')
    expect(networkWords('nonsense')).toBe('an unknown network')
    for (const own of ['127.0.0.1', '::1', 'local', null])
      expect(networkWords(own)).toBe('this machine')
  })

  it('says how long ago it was', () => {
    const now = new Date('2026-11-21T12:00:00Z')
    const ago = (minutes: number) => agoWords(new Date(now.getTime() - minutes * 60_000), now)
    expect([0, 1.9, 2, 119, 120, 719].map(ago)).toEqual([
      'just now',
      'just now',
      '2 minutes ago',
      '119 minutes ago',
      '2 hours ago',
      '11 hours ago',
    ])
  })
})
