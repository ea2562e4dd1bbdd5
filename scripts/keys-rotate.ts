import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { newKey, rotated, type StoredKey } from './local/keys.ts'
import { root } from './local/root.ts'
import { openState } from './local/state.ts'
import { main, Trouble } from './local/trouble.ts'

/**
 * `npm run keys:rotate`: the next signing key of the access tokens becomes the first, in a state folder's secrets (`STATE=` names another).
 * Restart what runs on it. Says how the same is put into production.
 */
await main(async () => {
  const { secrets } = openState()
  const text = readFileSync(secrets, 'utf8')
  const line = /^SIGNING_KEYS=(.*)$/m
  const keys = JSON.parse(line.exec(text)?.[1] ?? '[]') as StoredKey[]
  const next = rotated(keys, newKey(Date.now()), Date.now())
  if ('wait' in next) {
    throw new Trouble(
      `The next key was published less than ten minutes ago. In ${Math.ceil(next.wait / 1000)} s everyone who checks tokens will have seen it.`,
    )
  }
  // Beside it first: a secrets file that broke off would sign everybody out.
  writeFileSync(
    `${secrets}.new`,
    text.replace(line, () => `SIGNING_KEYS=${JSON.stringify(next.keys)}`),
    { mode: 0o600 },
  )
  renameSync(`${secrets}.new`, secrets)
  const [signs, waits] = next.keys
  const path = relative(root, secrets)
  process.stdout.write(`
  ${signs?.kid} signs now, ${waits?.kid} is published to sign next, ${next.keys.length - 2} older still verify.
  Whoever is signed in stays so. Restart what runs on this state.

  In production, with the secrets file that is kept for it (STATE=…):
    grep '^SIGNING_KEYS=' ${path} | cut -d= -f2- | npx wrangler secret put SIGNING_KEYS -c wrangler.toml

`)
})
