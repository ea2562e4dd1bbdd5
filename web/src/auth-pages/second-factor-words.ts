import { dictionary } from '../i18n/dictionary.ts'

/** The second step of signing in. */
export const t = dictionary({
  en: {
    title: 'Second step',
    code: 'Code of your authenticator app',
    codeHelp: 'Six digits that change every 30 seconds.',
    codeMissing: 'Enter the six digits that your authenticator app shows now.',
    codeWrongForm: 'A code has six digits. Enter the one that your app shows now.',
    codeRefused: 'This code is not right, or was used before. Wait for the next one and check the clock of your phone.',
    recovery: 'Recovery code or printed code',
    recoveryHelp:
      'A recovery code lets you in once. The printed code, with five groups, switches the second step off, so that you can set up a new one.',
    recoveryMissing: 'Enter one of your codes as it is written.',
    submit: 'Sign in',
    pending: 'Signing in …',
    useRecovery: 'Use a recovery code or the printed code',
    useCode: 'Use the authenticator app',
    back: 'Back to the password',
    lostTitle: 'Neither at hand?',
    lostOwner: 'An owner of your clinic can switch your second step off: under Access, at your name.',
    lostAlone:
      'You are the only owner, or work in several clinics? Then nobody can do that for you: use the printed code that you were given to keep, where you enter recovery codes.',
    tooLate: 'That took longer than ten minutes. Enter your password again.',
  },
  id: {
    title: 'Langkah kedua',
    code: 'Kode dari aplikasi autentikator',
    codeHelp: 'Enam angka yang berganti setiap 30 detik.',
    codeMissing: 'Isi enam angka yang sedang tampil di aplikasi autentikator Anda.',
    codeWrongForm: 'Kode terdiri dari enam angka. Isi yang sedang tampil di aplikasi Anda.',
    codeRefused: 'Kode ini salah atau sudah dipakai. Tunggu kode berikutnya dan periksa jam ponsel Anda.',
    recovery: 'Kode pemulihan atau kode tercetak',
    recoveryHelp:
      'Kode pemulihan berlaku untuk sekali masuk. Kode tercetak, yang terdiri dari lima kelompok, mematikan langkah kedua agar Anda dapat menyiapkan yang baru.',
    recoveryMissing: 'Isi salah satu kode Anda persis seperti tertulis.',
    submit: 'Masuk',
    pending: 'Sedang masuk …',
    useRecovery: 'Pakai kode pemulihan atau kode tercetak',
    useCode: 'Pakai aplikasi autentikator',
    back: 'Kembali ke kata sandi',
    lostTitle: 'Tidak ada keduanya?',
    lostOwner: 'Pemilik klinik dapat mematikan langkah kedua Anda: di Akses, pada nama Anda.',
    lostAlone:
      'Anda satu-satunya pemilik, atau bekerja di beberapa klinik? Maka tidak ada yang dapat melakukannya untuk Anda: pakai kode tercetak yang diberikan untuk disimpan, di tempat mengisi kode pemulihan.',
    tooLate: 'Sudah lebih dari sepuluh menit. Isi lagi kata sandi Anda.',
  },
})
