import { DurableObject } from 'cloudflare:workers'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'
import { type ClinicRegion, systemIn } from './clinic-alarm.ts'

/** Milliseconds until an effort that failed is repeated; the sweep would come after a minute, too. */
const again = 30_000

/** What lives at one clinic beside its data, one object per clinic: its clock. */
export class Live extends DurableObject<GatewayEnv> {
  /** Wake at this instant, or earlier if it was to wake earlier anyway. */
  async wakeAt(region: ClinicRegion, at: number): Promise<void> {
    await this.ctx.storage.put('place', region)
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
  }

  /** Do what is due at the clinic, and set the clock for what comes next. */
  override async alarm(): Promise<void> {
    const region = await this.ctx.storage.get<ClinicRegion>('place')
    if (!region) return
    const { APPOINTMENT } = this.env as unknown as GatewayBindings
    const at = Date.now()
    try {
      const outcome = await APPOINTMENT['waitlist.offer_freed_slots'](systemIn(region, at))
      if (!outcome.ok) throw new Error(outcome.code)
      if (outcome.value.next) await this.wakeAt(region, Date.parse(outcome.value.next))
    } catch (error) {
      log('live.alarm_failed', { clinicId: region.clinicId, ...thrown(error) })
      await this.wakeAt(region, at + again)
    }
  }
}
