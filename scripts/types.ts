import { finish, run } from './local/processes.ts'

/**
 * Writes each Worker's binding types (`worker-configuration.d.ts`) from its wrangler.toml.
 * With --check it writes nothing and exits 1 where a file is out of date.
 */
const workers = [
  {
    config: 'wrangler.toml',
    folder: 'gateway',
    env: 'GatewayEnv',
    asks: ['patient', 'staff', 'appointment', 'record'],
  },
  { config: 'workers/patient/wrangler.toml', folder: 'workers/patient', env: 'PatientEnv', asks: [] },
  { config: 'workers/staff/wrangler.toml', folder: 'workers/staff', env: 'StaffEnv', asks: [] },
  {
    config: 'workers/appointment/wrangler.toml',
    folder: 'workers/appointment',
    env: 'AppointmentEnv',
    asks: ['patient', 'staff'],
  },
  {
    config: 'workers/record/wrangler.toml',
    folder: 'workers/record',
    env: 'RecordEnv',
    asks: ['patient', 'staff', 'appointment'],
  },
]

const check = process.argv.includes('--check')
const env = { ...process.env, WRANGLER_LOG: 'error', WRANGLER_SEND_METRICS: 'false' }
const results = await Promise.all(
  workers.map(async worker => {
    const target = `${worker.folder}/worker-configuration.d.ts`
    const asked = worker.asks.flatMap(name => ['-c', `workers/${name}/wrangler.toml`])
    const options = ['--env-interface', worker.env, '--include-runtime', 'false', ...(check ? ['--check'] : [])]
    const { code, output } = await finish(
      run('wrangler', ['types', target, '-c', worker.config, ...asked, ...options], { env }),
    )
    if (code !== 0) process.stderr.write(`${target}: ${output.trim() || 'out of date: npm run types'}\n`)
    return code
  }),
)
process.exit(results.some(code => code !== 0) ? 1 : 0)
