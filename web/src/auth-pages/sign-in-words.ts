import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Sign in to Smart Healthcare',
    submit: 'Sign in',
    pending: 'Signing in …',
    badCredentials: 'E-mail address and password do not belong together. Check both and try again.',
    forgotten: 'Password forgotten?',
    noClinic: 'New here?',
    register: 'Register a clinic',
    printed: 'Got a printed code?',
    useCode: 'Use it here',
    idle: 'You were signed out because nothing was done for a while. Sign in to go on where you were; what you typed in notes and forms is still in this browser.',
    ended:
      'Your session has come to its end. Sign in to go on where you were; what you typed in notes and forms is still in this browser.',
    replayed:
      'For your safety you were signed out on this device: its session was used from two places. If that was not you, change your password after signing in.',
    secondFactor:
      'Your clinic now asks for a second step at sign-in. Sign in to set it up and go on where you were; what you typed in notes and forms is still in this browser.',
    passwordChanged: 'Your password is changed, and every device was signed out. Sign in with the new one.',
  },
  id: {
    title: 'Masuk ke Smart Healthcare',
    submit: 'Masuk',
    pending: 'Sedang masuk …',
    badCredentials: 'Alamat email dan kata sandi tidak cocok. Periksa keduanya lalu coba lagi.',
    forgotten: 'Lupa kata sandi?',
    noClinic: 'Baru di sini?',
    register: 'Daftarkan klinik',
    printed: 'Punya kode tercetak?',
    useCode: 'Pakai di sini',
    idle: 'Anda dikeluarkan karena beberapa waktu tidak ada kegiatan. Masuklah untuk melanjutkan; isian catatan dan formulir masih ada di peramban ini.',
    ended:
      'Sesi Anda sudah berakhir. Masuklah untuk melanjutkan; isian catatan dan formulir masih ada di peramban ini.',
    replayed:
      'Demi keamanan, Anda dikeluarkan dari perangkat ini: sesinya dipakai dari dua tempat. Jika itu bukan Anda, ganti kata sandi setelah masuk.',
    secondFactor:
      'Klinik Anda kini meminta langkah kedua saat masuk. Masuklah untuk menyiapkannya dan melanjutkan; isian catatan dan formulir masih ada di peramban ini.',
    passwordChanged: 'Kata sandi Anda sudah diganti dan semua perangkat dikeluarkan. Masuklah dengan yang baru.',
  },
})
