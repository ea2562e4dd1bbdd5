import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'
import { ListPatients } from '../search/contract.ts'
import { wordsOf } from '../search/name-tokens.ts'
import { RegisterPatient } from './contract.ts'

const letters = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })

test('any name in any script reads back equal and is found by itself', async () => {
  const desk = aClinic().as('receptionist')
  const property = fc.asyncProperty(letters, async given => {
    const input = v.safeParse(RegisterPatient, { name: { given }, sex: 'other' })
    if (!input.success) return
    const made = must(await env.PATIENT['patient.register'](desk, input.output))
    expect(made.name.given).toBe(given.normalize('NFC').trim())
    if (wordsOf(given).length === 0) return
    const { items } = must(await env.PATIENT['patient.search'](desk, { q: made.name.text, limit: 100 }))
    expect(items.map(({ id }) => id)).toContain(made.id)
  })
  await fc.assert(property, { numRuns: 60, seed: 2026 })
}, 60_000)

test('any text in the search box and in a match is answered', async () => {
  const desk = aClinic().as('receptionist')
  const property = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async q => {
    const input = v.safeParse(ListPatients, { q })
    if (!input.success) return
    must(await env.PATIENT['patient.search'](desk, input.output))
    must(await env.PATIENT['patient.match'](desk, { name: q.slice(0, 30), phone: q.slice(0, 20) }))
  })
  await fc.assert(property, { numRuns: 60, seed: 2026 })
}, 60_000)
