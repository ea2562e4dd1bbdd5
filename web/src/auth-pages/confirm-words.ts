import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Confirm your address',
    what: 'Press once to show that this mailbox is yours. If the address has no account yet, you then choose its password.',
    submit: 'Confirm',
    pending: 'Confirming …',
    over: 'It was used before, or is too old. If you confirmed already, sign in. Otherwise register once more, or ask the clinic that gave you a code for a new one.',
    passwordTitle: 'Choose your password',
    passwordWhat: 'Your address is confirmed. Choose the password that you will sign in with.',
    password: 'Password',
    passwordSubmit: 'Save and go in',
    alreadyMember: 'Your account already belongs to this clinic. Sign in to go there.',
    registerAgain: 'Register a clinic',
  },
  id: {
    title: 'Konfirmasi alamat Anda',
    what: 'Tekan sekali untuk menunjukkan bahwa kotak surat ini milik Anda. Jika alamat ini belum punya akun, setelah itu Anda memilih kata sandinya.',
    submit: 'Konfirmasi',
    pending: 'Mengonfirmasi …',
    over: 'Tautan sudah dipakai atau terlalu lama. Jika sudah pernah dikonfirmasi, masuklah. Jika belum, daftar sekali lagi, atau minta kode baru dari klinik yang memberikannya.',
    passwordTitle: 'Pilih kata sandi Anda',
    passwordWhat: 'Alamat Anda sudah dikonfirmasi. Pilih kata sandi yang akan Anda pakai untuk masuk.',
    password: 'Kata sandi',
    passwordSubmit: 'Simpan dan masuk',
    alreadyMember: 'Akun Anda sudah menjadi anggota klinik ini. Masuklah untuk ke sana.',
    registerAgain: 'Daftarkan klinik',
  },
})
