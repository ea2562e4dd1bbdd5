import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Look into your mail',
    noMail: 'No mail?',
    spam: 'Look into the spam folder as well.',
    minutes: 'It can take a few minutes.',
    spelling: 'Check the spelling of the address above.',
    again: 'Send it again',
    justSent: 'A mail was sent only just now.',
    sentAgain: 'Asked for once more. Give it a few minutes.',
    change: 'Use another address',
  },
  id: {
    title: 'Periksa email Anda',
    noMail: 'Tidak ada email?',
    spam: 'Periksa juga folder spam.',
    minutes: 'Bisa memakan waktu beberapa menit.',
    spelling: 'Periksa ejaan alamat di atas.',
    again: 'Kirim lagi',
    justSent: 'Email baru saja dikirim.',
    sentAgain: 'Sudah diminta sekali lagi. Tunggu beberapa menit.',
    change: 'Pakai alamat lain',
  },
})
