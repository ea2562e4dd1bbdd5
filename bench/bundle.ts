import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { environment, finish, run } from '../scripts/local/processes.ts'
import { databases } from '../scripts/local/root.ts'

export interface Size {
  name: string
  kilobytes: number
  limit?: number
}

/** Kilobytes of each Worker's code after gzip, as it would be uploaded. The gateway has a limit. */
export async function bundleSizes(): Promise<Size[]> {
  const sizes: Size[] = []
  for (const { name, config } of databases) {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
    try {
      const args = ['deploy', '--dry-run', '--outdir', folder, '-c', config]
      const { code, output } = await finish(run('wrangler', args, { env: environment(join(folder, 'registry')) }))
      if (code !== 0) throw new Error(`${config} does not build: ${output.slice(-500)}`)
      const files = readdirSync(folder).filter(file => /\.(?:js|mjs|wasm|txt|html|bin)$/.test(file))
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
      const gateway = name === 'identity'
      sizes.push({
        name: gateway ? 'gateway' : name,
        kilobytes: Math.round(bytes / 100) / 10,
        limit: gateway ? 150 : undefined,
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return sizes
}

/** Builds the web app. @returns kilobytes of each page, by the script that holds them against their budgets. */
export async function webSizes(): Promise<Size[]> {
  const built = await finish(run('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']))
  if (built.code !== 0) throw new Error(`the web app does not build: ${built.output.slice(-500)}`)
  const { output } = await finish(run('node', ['scripts/web-size.ts']))
  const lines = [...output.matchAll(/^(?:OVER| ok ) +([\d.]+) of +(\d+) kB {2}(\S+)$/gm)]
  return lines.map(([, size, limit, name]) => ({ name: name ?? '', kilobytes: Number(size), limit: Number(limit) }))
}
