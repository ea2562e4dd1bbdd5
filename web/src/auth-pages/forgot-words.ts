import { dictionary } from '../i18n/dictionary.ts'

export const t = dictionary({
  en: {
    title: 'Password forgotten?',
    what: 'Say your address, and a link to choose a new password comes by mail.',
    submit: 'Send the link',
    pending: 'Sending …',
    sent: 'If this address has an account, a link to choose a new password is on its way to it:',
  },
  id: {
    title: 'Lupa kata sandi?',
    what: 'Isi alamat Anda, dan tautan untuk memilih kata sandi baru dikirim lewat email.',
    submit: 'Kirim tautan',
    pending: 'Mengirim …',
    sent: 'Jika alamat ini punya akun, tautan untuk memilih kata sandi baru sedang dikirim ke:',
  },
})
