import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { browserLaunch } from '@/tests/support/browser'

const ORIGIN = process.env.APP_ORIGIN || `http://localhost:${process.env.PORT || 3000}`
const FOLDER = 'docs'
const LIMIT_BYTES = 300_000
const START_LIMIT_MS = 600_000

type Shot = { file: string; as: string; open: (page: Page) => Promise<unknown> }

const SHOTS: Shot[] = [
  { file: 'growth', as: 'sam.lindqvist', open: (page) => page.goto('/me') },
  { file: 'team', as: 'maya.okafor', open: (page) => page.goto('/team') },
  {
    file: 'editor',
    as: 'maya.okafor',
    open: async (page) => {
      await page.goto('/reviews')
      await page
        .getByRole('link', { name: /^Review of Leila Haidari/ })
        .first()
        .click()
      await page.getByRole('link', { name: /^Growth indicators/ }).click()
    },
  },
  {
    file: 'packet',
    as: 'sam.lindqvist',
    open: async (page) => {
      await page.goto('/')
      await page
        .getByRole('link', { name: /^Packet of/ })
        .first()
        .click()
    },
  },
  { file: 'ladder', as: 'sam.lindqvist', open: (page) => page.goto('/ladder') },
  {
    file: 'ladder-editor',
    as: 'omar.haddad',
    open: async (page) => {
      await page.goto('/ladder/edit')
      const begin = page.getByRole('button', { name: /^Begin a draft/ })
      if (await begin.isVisible()) await begin.click()
      await page.getByRole('button', { name: 'Details' }).click()
      await page
        .getByRole('button', { name: /^Fixes defects/ })
        .first()
        .click()
    },
  },
  {
    file: 'cycle',
    as: 'omar.haddad',
    open: async (page) => {
      await page.goto('/cycles')
      await page
        .getByRole('main')
        .getByRole('link', { name: /review$/ })
        .first()
        .click()
    },
  },
]

// The pictures of the README, from the demonstration organisation; starts Rung unless it runs.
const started = (await isRunning()) ? undefined : await start()
const browser = await chromium.launch(await browserLaunch())
try {
  mkdirSync(FOLDER, { recursive: true })
  for (const shot of SHOTS) await take(browser, shot)
} finally {
  await browser.close()
  if (started) await stop(started)
}

async function take(browser: Browser, { file, as, open }: Shot): Promise<void> {
  const page = await browser.newPage({
    baseURL: ORIGIN,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  await signIn(page, `${as}@example.org`)
  await open(page)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  const path = `${FOLDER}/${file}.png`
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  await page.close()
  const { size } = statSync(path)
  console.log(`${path}: ${Math.round(size / 1000)} kB`)
  if (size > LIMIT_BYTES) throw new Error(`${path} is too large for a README.`)
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('demonstration')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

async function isRunning(): Promise<boolean> {
  const answer = await fetch(`${ORIGIN}/api/health/ready`).catch(() => null)
  return answer?.ok ?? false
}

async function start(): Promise<ChildProcess> {
  const child = spawn('npm', ['start'], { detached: true, stdio: 'inherit' })
  const deadline = Date.now() + START_LIMIT_MS
  while (!(await isRunning())) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('Rung did not start.')
    await sleep(300)
  }
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await ended
}
