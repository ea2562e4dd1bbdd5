import type { Remedies } from '../remedy.ts'

const refusals = 'test/system/access-log-refusals.test.ts'

export const remedies: Remedies = [
  {
    name: 'ids of a request are taken where its schema takes an id, and never from its text',
    file: 'gateway/access-log/named-ids.ts',
    from: '    ...(json && takesIds(json) ? idsTaken(json, await bodyOf(c)) : []),\n',
    to: "    ...(JSON.stringify(await bodyOf(c)) ?? '').split(/[^\\w-]+/),\n",
    test: refusals,
    titled: 'free text',
  },
  {
    name: 'the log names patients that the clinic has, and no others',
    file: 'gateway/access-log/patient-ids.ts',
    from: 'isKnown ? ids : resolve(ids, asking => existing(env, actor, asking), ids),',
    to: 'ids,',
    test: refusals,
    titled: 'names the patient of the object',
  },
  {
    name: 'a text of an answer is no id, whatever it looks like',
    file: 'workers/shared/id.ts',
    from: 'collectIds(one, holdsIds.test(name), found)',
    to: 'collectIds(one, true, found)',
    test: refusals,
    titled: 'typed into a text',
  },
  {
    name: 'an escape in the body hides no refused attempt',
    file: 'gateway/access-log/named-ids.ts',
    from: '    return await c.req.raw.clone().json()\n',
    to: "    return JSON.parse((await c.req.raw.clone().text()).replaceAll('\\\\', '_'))\n",
    test: refusals,
    titled: 'escaped in the body',
  },
  {
    name: 'an escape in the address hides no refused attempt',
    file: 'gateway/access-log/named-ids.ts',
    from: '    ...Object.values(c.req.param()),\n',
    to: "    ...c.req.path.split('/'),\n",
    test: refusals,
    titled: 'escaped in the address',
  },
  {
    name: 'refused requests of one account beyond a rate become one entry',
    file: 'gateway/access-log/chain/refusals.ts',
    from: '  if (counted.times <= limit) return true\n',
    to: '  if (counted.times > 0 || limit > 0) return true\n',
    test: refusals,
    titled: 'fewer entries, with a number',
  },
  {
    name: 'of a refused request at most 200 patients are named, and the others are counted',
    file: 'gateway/access-log/chain/entry.ts',
    from: "  if (outcome !== 'ok') {",
    to: "  if (outcome === 'never') {",
    test: 'gateway/access-log/chain/entry.test.ts',
  },
  {
    name: 'a search that found nobody leaves an entry of the asker',
    file: 'workers/shared/permissions.ts',
    from: "'patient.search': read(staff, watched)",
    to: "'patient.search': read(staff)",
    test: refusals,
    titled: 'found nobody',
  },
  {
    name: 'a log that does not keep up is seen in health',
    file: 'gateway/routes/system/system.ts',
    from: 'const well = !accessLog && Object',
    to: 'const well = Object',
    test: 'test/system/access-log-health.test.ts',
  },
  {
    name: 'a cell begins no formula after any separator',
    file: 'workers/shared/csv.ts',
    from: 'const beforeFormula = /(^|[\\s,;:|"])(',
    to: 'const beforeFormula = /(^)(',
    test: 'workers/shared/csv.test.ts',
  },
]
