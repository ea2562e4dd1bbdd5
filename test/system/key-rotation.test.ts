import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publicKeys, signAccessToken, verifyAccessToken } from '../../gateway/identity/sessions/token.ts'
import { purposes, type StoredPurposeKeys } from '../../gateway/keys/purpose-keys.ts'
import { newKey, rotated, type StoredKey } from '../../scripts/local/keys.ts'
import { root } from '../../scripts/local/root.ts'
import { openState } from '../../scripts/local/state.ts'

const minute = 60_000
const start = Date.parse('2026-03-02T08:00:00.000Z')
const env = (keys: StoredKey[]) => ({ SIGNING_KEYS: JSON.stringify(keys), ISSUER: 'smart-healthcare' as const })
const claims = {
  sub: 'acc-1',
  sid: 'ses-1',
  name: 'Someone',
  clinicId: 'cln-1',
  timezone: 'UTC',
  currency: 'USD',
  locale: 'en',
  roles: ['doctor' as const],
  patients: [],
  mv: 1,
}

function turn(keys: StoredKey[], at: number): StoredKey[] {
  const next = rotated(keys, newKey(at), at)
  if ('wait' in next) throw new Error(`to wait ${next.wait}`)
  return next.keys
}
const kidsOf = async (keys: StoredKey[]) => (await publicKeys(env(keys))).map(key => key.kid)

test('what the old key signed stays valid, and the new one was published before it signs', async () => {
  const before = [newKey(0), newKey(0)]
  const token = await signAccessToken(env(before), claims, start)
  const published = await kidsOf(before)
  const after = turn(before, start)
  expect(published).toContain(after[0]?.kid)
  expect(after[0]?.kid).not.toBe(before[0]?.kid)
  expect(await verifyAccessToken(env(after), token, start + 9 * minute)).toMatchObject({ sub: 'acc-1' })
  const later = await signAccessToken(env(after), claims, start)
  expect(await verifyAccessToken(env(before), later, start)).toMatchObject({ sub: 'acc-1' })
})

test('a retired key loses its private part at once, and goes with the next turn after its tokens have expired', async () => {
  const first = [newKey(0), newKey(0)]
  const second = turn(first, start)
  expect(second.map(key => key.d !== undefined)).toEqual([true, true, false])
  expect(rotated(second, newKey(start), start + 10 * minute - 1)).toEqual({ wait: 1 })
  const third = turn(second, start + 10 * minute)
  expect(await kidsOf(third)).toEqual([second[1]?.kid, third[1]?.kid, second[0]?.kid])
  expect(await kidsOf(third)).not.toContain(first[0]?.kid)
})

test('npm run keys:rotate -- <purpose> turns that one, in a state of before too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    const { secrets } = openState(folder)
    const before = readFileSync(secrets, 'utf8').replace(/^PURPOSE_KEYS=.*\n/m, '')
    writeFileSync(secrets, before)
    openState(folder)
    const keys = () =>
      JSON.parse(/^PURPOSE_KEYS=(.*)$/m.exec(readFileSync(secrets, 'utf8'))?.[1] ?? '') as StoredPurposeKeys
    const rotate = (...words: string[]) =>
      spawnSync(process.execPath, ['scripts/keys-rotate.ts', ...words], {
        cwd: root,
        env: { ...process.env, STATE: folder },
      })
    for (const purpose of purposes) {
      const was = keys()
      expect(was[purpose]?.map(key => key.id)).toEqual(['0', expect.any(String)])
      const { status, stdout } = rotate(purpose)
      expect([status, String(stdout)]).toEqual([
        0,
        expect.stringContaining(`${purpose}: ${was[purpose]?.[1]?.id} makes now`),
      ])
      const { [purpose]: turnedKeys, ...others } = keys()
      expect(turnedKeys?.map(key => key.id)).toEqual([was[purpose]?.[1]?.id, expect.any(String), '0'])
      expect(others).toEqual({ ...was, [purpose]: undefined })
      expect([rotate(purpose).status, keys()]).toEqual([1, { ...others, [purpose]: turnedKeys }])
    }
    expect(String(rotate('nothing').stderr)).toContain('There is no purpose nothing')
    const kept = (text: string) => text.replace(/^PURPOSE_KEYS=.*\n/m, '')
    expect(kept(readFileSync(secrets, 'utf8'))).toBe(before)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
