import type { Author } from '../contract.ts'
import type { NoteRow } from './schema.ts'

/**
 * A note as it is signed: one JSON text with its members in this fixed order, empty ones left out. The same row gives the same bytes for
 * ever, so that a later check only has to make them again and compare.
 */
function canonicalNote(row: NoteRow, signer: Author, signedAt: number): string {
  return JSON.stringify({
    noteId: row.id,
    encounterId: row.encounterId,
    patientId: row.patientId,
    kind: row.kind,
    subjective: row.subjective ?? undefined,
    objective: row.objective ?? undefined,
    assessment: row.assessment ?? undefined,
    plan: row.plan ?? undefined,
    text: row.text ?? undefined,
    signedBy: { id: signer.id, name: signer.name, role: signer.role },
    signedAt,
  })
}

/** The signed text with the SHA-256 of its UTF-8 bytes, hex. */
export interface SignedContent {
  content: string
  sha256: string
}

export async function signedContent(row: NoteRow, signer: Author, signedAt: number): Promise<SignedContent> {
  const content = canonicalNote(row, signer, signedAt)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content))
  return { content, sha256: [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('') }
}
