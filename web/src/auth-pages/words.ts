import { dictionary } from '../i18n/dictionary.ts'

/** Texts that all auth pages share; each page has a file of its own texts as well. */
export const t = dictionary({
  en: {
    email: 'E-mail address',
    emailMissing: 'Enter your e-mail address, for example sari@clinic.example.',
    emailWrong: 'Write the whole address, for example sari@clinic.example.',
    password: 'Password',
    passwordMissing: 'Enter your password.',
    newPassword: 'New password',
    newPasswordHelp:
      'At least {minimum} characters. A few words that have nothing to do with each other are easy to keep in mind.',
    newPasswordMissing: 'Choose a password of at least {minimum} characters.',
    passwordShort: { one: 'One more character is needed.', other: '{count} more characters are needed.' },
    passwordShortOf: 'Choose a password of at least {minimum} characters.',
    passwordCommon: 'Many people use this password, so it is among the first to be tried. Choose another.',
    strengthShort: { one: 'Too short: one more character', other: 'Too short: {count} more characters' },
    passwordSimple:
      'Mostly repeats or sequences, which are quickly tried. Take a few words that have nothing to do with each other.',
    passwordOwnWords: 'Mostly names of you or the clinic, which are among the first to be tried. Take other words.',
    strengthLongEnough: 'Long enough',
    show: 'Show',
    hide: 'Hide',
    showLabel: 'Show password',
    hideLabel: 'Hide password',
    offline: 'No connection. Check the network and try again; what you typed is kept.',
    unavailable: 'This is not available just now. Try again in a moment; what you typed is kept.',
    outcomeUnknown: 'No answer came in time: it may or may not have happened. Look before you repeat it.',
    passwordTooShort:
      'The second step of this account is off, and its password is too short without it. Choose a longer one with “Password forgotten?” on the sign-in page.',
    rateLimited: 'Too many attempts, so this is paused for a while.',
    lockedAccount:
      'Too many wrong passwords for this address, so it cannot sign in on new devices for a while. It still can on a device where it has signed in before. If you do not know the password any more, go on with “Password forgotten?” on the sign-in page.',
    lockedDevice:
      'Too many wrong passwords on this device, so this address cannot sign in here for a while. If you do not know the password any more, go on with “Password forgotten?” on the sign-in page.',
    lockedCode:
      'Too many wrong codes, so the second step of this account is paused for a while. Your password is not affected. Check the clock of your phone, or keep a recovery code ready.',
    lockedAddress:
      'Too many attempts failed from this internet connection, which others may share, so it is paused for devices that have not signed in before. Devices that have are not affected, nor are other connections.',
    lockedBusy: 'Very many people are signing in just now. Your password was not looked at; try again in a moment.',
    waitLeft: 'You can try again in {time}.',
    waitOver: 'You can try again now.',
    requestId: 'Request {id}',
    notTaken: 'This was not accepted in this form. Look at it again.',
    toCorrect: { one: 'There is one thing to correct:', other: 'There are {count} things to correct:' },
    nothingFound: 'Nothing fits. Try a part of the name.',
    signIn: 'Go to sign-in',
    linkExpired: 'This link no longer works',
    linkCut: 'The link is not complete. Open it from the mail once more, or copy the whole of it.',
  },
  id: {
    email: 'Alamat email',
    emailMissing: 'Isi alamat email Anda, misalnya sari@klinik.example.',
    emailWrong: 'Tulis alamat lengkap, misalnya sari@klinik.example.',
    password: 'Kata sandi',
    passwordMissing: 'Isi kata sandi Anda.',
    newPassword: 'Kata sandi baru',
    newPasswordHelp: 'Sedikitnya {minimum} karakter. Beberapa kata yang tidak saling berhubungan mudah diingat.',
    newPasswordMissing: 'Pilih kata sandi sedikitnya {minimum} karakter.',
    passwordShort: 'Masih kurang {count} karakter.',
    passwordShortOf: 'Pilih kata sandi sedikitnya {minimum} karakter.',
    passwordCommon: 'Kata sandi ini dipakai banyak orang, jadi termasuk yang pertama dicoba. Pilih yang lain.',
    strengthShort: 'Terlalu pendek: kurang {count} karakter',
    passwordSimple:
      'Sebagian besar berulang atau berurutan, jadi cepat dicoba. Pakai beberapa kata yang tidak saling berhubungan.',
    passwordOwnWords: 'Sebagian besar nama Anda atau klinik, yang termasuk pertama dicoba. Pakai kata lain.',
    strengthLongEnough: 'Cukup panjang',
    show: 'Lihat',
    hide: 'Tutup',
    showLabel: 'Lihat kata sandi',
    hideLabel: 'Sembunyikan kata sandi',
    offline: 'Tidak ada koneksi. Periksa jaringan lalu coba lagi; isian Anda tidak hilang.',
    unavailable: 'Layanan ini sedang tidak tersedia. Coba lagi sebentar lagi; isian Anda tidak hilang.',
    outcomeUnknown: 'Tidak ada jawaban tepat waktu: mungkin sudah terjadi, mungkin belum. Periksa sebelum mengulang.',
    passwordTooShort:
      'Langkah kedua akun ini sudah mati, dan kata sandinya terlalu pendek tanpanya. Pilih yang lebih panjang lewat “Lupa kata sandi?” di halaman masuk.',
    rateLimited: 'Terlalu banyak percobaan, jadi dijeda sebentar.',
    lockedAccount:
      'Terlalu banyak kata sandi salah untuk alamat ini, jadi untuk sementara tidak dapat masuk dari perangkat baru. Perangkat yang pernah dipakai masuk tetap bisa. Jika lupa kata sandi, pakai “Lupa kata sandi?” di halaman masuk.',
    lockedDevice:
      'Terlalu banyak kata sandi salah di perangkat ini, jadi alamat ini untuk sementara tidak dapat masuk dari sini. Jika lupa kata sandi, pakai “Lupa kata sandi?” di halaman masuk.',
    lockedCode:
      'Terlalu banyak kode salah, jadi langkah kedua akun ini dijeda sementara. Kata sandi Anda tidak terpengaruh. Periksa jam ponsel Anda, atau siapkan kode pemulihan.',
    lockedAddress:
      'Terlalu banyak percobaan gagal dari koneksi internet ini, yang mungkin dipakai bersama, jadi dijeda untuk perangkat yang belum pernah masuk. Perangkat yang pernah masuk dan koneksi lain tidak terpengaruh.',
    lockedBusy: 'Sangat banyak orang sedang masuk. Kata sandi Anda belum diperiksa; coba lagi sebentar lagi.',
    waitLeft: 'Anda dapat mencoba lagi dalam {time}.',
    waitOver: 'Sekarang Anda dapat mencoba lagi.',
    requestId: 'Permintaan {id}',
    notTaken: 'Isian ini belum diterima. Periksa sekali lagi.',
    toCorrect: 'Ada {count} hal yang perlu diperbaiki:',
    nothingFound: 'Tidak ada yang cocok. Coba sebagian namanya.',
    signIn: 'Ke halaman masuk',
    linkExpired: 'Tautan ini tidak berlaku lagi',
    linkCut: 'Tautannya tidak lengkap. Buka sekali lagi dari email, atau salin seluruhnya.',
  },
})
