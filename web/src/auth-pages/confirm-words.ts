import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Confirm your address',
    what: 'One press, and you are in.',
    submit: 'Confirm and go in',
    pending: 'Confirming …',
    over: 'It was used before, or is too old. If you confirmed already, sign in. Otherwise register once more, or ask the clinic that gave you a code for a new one.',
    alreadyMember: 'Your account already belongs to this clinic. Sign in to go there.',
    registerAgain: 'Register a clinic',
  },
  id: {
    title: 'Konfirmasi alamat Anda',
    what: 'Tinggal satu tekan, lalu Anda masuk.',
    submit: 'Konfirmasi dan masuk',
    pending: 'Mengonfirmasi …',
    over: 'Tautan sudah dipakai atau terlalu lama. Jika sudah pernah dikonfirmasi, masuklah. Jika belum, daftar sekali lagi, atau minta kode baru dari klinik yang memberikannya.',
    alreadyMember: 'Akun Anda sudah menjadi anggota klinik ini. Masuklah untuk ke sana.',
    registerAgain: 'Daftarkan klinik',
  },
})
