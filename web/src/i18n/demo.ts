import { dictionary } from './dictionary.ts'

export const t = dictionary({
  en: {
    filling: 'The demo is still filling: today is complete, patients, past visits and the days ahead follow.',
    progress: 'How far the demo is',
  },
  id: {
    filling: 'Data demo masih diisi: hari ini sudah lengkap, pasien, kunjungan lalu, dan hari-hari mendatang menyusul.',
    progress: 'Kemajuan data demo',
  },
})
