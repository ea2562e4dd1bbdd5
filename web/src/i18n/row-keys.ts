import { dictionary } from './dictionary.ts'

/** Words of lists that are walked by keys. */
export const t = dictionary({
  en: { next: 'Next in the list', previous: 'Previous in the list' },
  id: { next: 'Berikutnya dalam daftar', previous: 'Sebelumnya dalam daftar' },
})
