import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Choose a new password',
    what: 'It ends every session of your account, on all devices.',
    submit: 'Change the password',
    pending: 'Changing …',
    over: 'It was used before, or is older than it may be. Ask for a new one.',
    another: 'Send a new link',
  },
  id: {
    title: 'Pilih kata sandi baru',
    what: 'Semua sesi akun Anda akan berakhir, di semua perangkat.',
    submit: 'Ganti kata sandi',
    pending: 'Mengganti …',
    over: 'Tautan sudah dipakai atau terlalu lama. Mintalah yang baru.',
    another: 'Kirim tautan baru',
  },
})
