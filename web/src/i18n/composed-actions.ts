import { type ObjectKind, objects } from '../../../workers/shared/objects.ts'
import { type Action, actions } from '../../../workers/shared/permissions.ts'
import { dictionary } from './dictionary.ts'
import { language } from './language.ts'

/** What is done to any kind of object. What it was done to has its word in the table of objects. */
const t = dictionary({
  en: {
    add: 'Added: {what}',
    list: 'Saw in a list: {what}',
    read: 'Opened: {what}',
    change: 'Changed: {what}',
    archive: 'Archived: {what}',
    restore: 'Restored: {what}',
    remove: 'Removed: {what}',
    sign: 'Signed: {what}',
    retract: 'Marked as entered in error: {what}',
  },
  id: {
    add: 'Menambah: {what}',
    list: 'Melihat dalam daftar: {what}',
    read: 'Membuka: {what}',
    change: 'Mengubah: {what}',
    archive: 'Mengarsipkan: {what}',
    restore: 'Memulihkan: {what}',
    remove: 'Menghapus: {what}',
    sign: 'Menandatangani: {what}',
    retract: 'Menandai sebagai salah catat: {what}',
  },
})

type Verb = Parameters<typeof t>[0]
const verbs = new Set<string>(['add', 'list', 'read', 'change', 'archive', 'restore', 'remove', 'sign', 'retract'])
const isVerb = (word: string): word is Verb => verbs.has(word)
const kinds = new Map<string, ObjectKind>(Object.entries(objects))

/** `allergy.add` as `Added: allergy`; undefined for what is nobody's data or a verb of its own, which has its words in access-actions.ts. */
export function composedWord(action: string): string | undefined {
  const [object = '', verb = ''] = action.split('.')
  const kind = kinds.get(object)
  return kind?.ofPatient && isVerb(verb) ? t(verb, { what: kind.word[language()] }) : undefined
}

/** The actions on the patients' data that a Worker holds and whose words are composed. */
export function composedActions(worker: ObjectKind['worker']): Action[] {
  const all = Object.keys(actions) as Action[]
  return all.filter(action => kinds.get(action.split('.')[0] ?? '')?.worker === worker && composedWord(action))
}
