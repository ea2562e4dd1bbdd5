import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { ok, type Result } from '#shared/result'
import { isoOrNull } from '#shared/time'
import type { IdentityContext } from '../context.ts'
import type { MfaState } from './contract.ts'
import { recoveryCode, secondFactor } from './schema.ts'
import { ownerCanHelp, requiredBy } from './second-factor.ts'

/** The own second factor, and which clinics ask for one. */
export async function readFactor({ db, actor }: IdentityContext): Promise<Result<MfaState>> {
  const { accountId } = actor
  const {
    factors: [factor],
    left: [left],
    clinics,
    help: [help],
  } = await batch(db, {
    factors: db
      .select({ at: secondFactor.confirmedAt })
      .from(secondFactor)
      .where(and(eq(secondFactor.accountId, accountId), gt(secondFactor.confirmedAt, 0))),
    left: db
      .select({
        count: sql<number>`count(*) FILTER (WHERE ${recoveryCode.kept} = 0)`,
        printed: sql<number>`count(*) FILTER (WHERE ${recoveryCode.kept} = 1)`,
      })
      .from(recoveryCode)
      .where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt))),
    clinics: requiredBy(db, accountId),
    help: ownerCanHelp(db, accountId),
  })
  return ok({
    enabled: factor !== undefined,
    since: isoOrNull(factor?.at),
    recoveryCodesLeft: factor ? (left?.count ?? 0) : 0,
    requiredBy: clinics.map(({ name }) => name),
    ownerCanHelp: Boolean(help?.helped),
    printedCode: factor !== undefined && Boolean(left?.printed),
  })
}
