import { dictionary } from './dictionary.ts'

/** What is said before a session ends. */
export const t = dictionary({
  en: {
    idleTitle: 'Are you still there?',
    idleText: 'Nothing was done for a while. To protect patients, you will be signed out in',
    idleKept: 'What you typed in notes and forms stays in this browser.',
    stay: 'Stay signed in',
    signOut: 'Sign out now',
    seconds: { one: '{count} second', other: '{count} seconds' },
    minutesSeconds: '{minutes} min {seconds} s',
    endsText: 'Your session ends at {time}, in {minutes} min. Finish what you are at, then sign in again.',
    again: 'Sign in again',
  },
  id: {
    idleTitle: 'Apakah Anda masih di sini?',
    idleText: 'Sudah beberapa waktu tidak ada kegiatan. Demi melindungi pasien, Anda akan dikeluarkan dalam',
    idleKept: 'Isian catatan dan formulir tetap tersimpan di peramban ini.',
    stay: 'Tetap masuk',
    signOut: 'Keluar sekarang',
    seconds: { other: '{count} detik' },
    minutesSeconds: '{minutes} mnt {seconds} dtk',
    endsText: 'Sesi Anda berakhir pukul {time}, {minutes} menit lagi. Selesaikan pekerjaan Anda, lalu masuk lagi.',
    again: 'Masuk lagi',
  },
})
