/** What mails say. `{clinic}` is the name of the clinic that invites. No name of a person, and nothing about anybody's health. */

export type MailText =
  | 'registration'
  | 'registration_known'
  | 'invitation_staff'
  | 'invitation_patient'
  | 'claim'
  | 'password_reset'
  | 'password_changed'
  | 'patient_registration'
  | 'second_factor_removed'
  | 'second_factor_removed_short'
  | 'relation_begun'
  | 'relation_begun_waits'

interface Words {
  greeting: string
  signature: string
  ignore: string
  /** `alarms`: somebody who did not expect it has something to do, and must not be told to ignore it. */
  letters: Record<MailText, { subject: string; body: string[]; button: string; alarms?: true }>
}

export const mailTexts: Record<'en' | 'id', Words> = {
  en: {
    greeting: 'Hello.',
    signature: 'Smart Healthcare',
    ignore: 'If you did not expect this mail, you can ignore it. Never pass its link on: it is meant for you alone.',
    letters: {
      registration: {
        subject: 'Confirm your address to open your clinic',
        body: [
          'A clinic was registered with this mail address. Follow the link to confirm the address and open the clinic.',
          'The link works once, for 48 hours.',
        ],
        button: 'Confirm and open the clinic',
      },
      registration_known: {
        subject: 'You already have an account',
        body: [
          'A clinic was registered with this mail address, which already has an account. You sign in with the password you have; the one typed at the registration is not used.',
          'If it was you, follow the link to add the new clinic to your account. The link works once, for 48 hours.',
        ],
        button: 'Add the clinic to my account',
      },
      invitation_staff: {
        subject: '{clinic} invites you to work with it',
        body: [
          '{clinic} invites you to its account at Smart Healthcare. Follow the link to accept.',
          'The link works once, for 7 days.',
        ],
        button: 'Accept the invitation',
      },
      invitation_patient: {
        subject: '{clinic} invites you to its portal',
        body: [
          '{clinic} invites you to its portal, where you see visits and write to the clinic. Follow the link to accept.',
          'The link works once, for 7 days.',
        ],
        button: 'Accept the invitation',
      },
      claim: {
        subject: 'Confirm your address',
        body: [
          'This mail address was given with an invitation of {clinic}. Follow the link to confirm the address and accept the invitation.',
          'If the address already has an account, its password stays as it is. The link works once, for 48 hours.',
        ],
        button: 'Confirm and accept',
      },
      patient_registration: {
        subject: 'Confirm your address to register with {clinic}',
        body: [
          'This mail address was given to register as a patient of {clinic}. Follow the link to confirm the address; then you can book visits.',
          'If the address already has an account, its password stays as it is. The link works once, for 24 hours.',
        ],
        button: 'Confirm and go on',
      },
      password_reset: {
        subject: 'Choose a new password',
        body: [
          'A new password was asked for with this mail address. Follow the link to choose one. It works once, for one hour.',
          'As long as you do nothing, your password stays as it is.',
        ],
        button: 'Choose a new password',
      },
      password_changed: {
        subject: 'Your password was changed',
        body: [
          'The password of your account was changed, and the other devices were signed out.',
          'If it was not you, ask for a new password at once: "Password forgotten?" on the sign-in page.',
        ],
        button: 'To the sign-in page',
      },
      second_factor_removed: {
        subject: 'The second step of your account was switched off',
        body: [
          'An owner of your clinic switched off the second step of your sign-in, and all your devices were signed out. Your recovery codes no longer work.',
          'You sign in with your password alone; where the clinic asks for a second step, you set up a new one then.',
          'If you did not ask for this, speak to the clinic at once, and choose a new password: "Password forgotten?" on the sign-in page.',
        ],
        button: 'To the sign-in page',
      },
      second_factor_removed_short: {
        subject: 'The second step of your account was switched off',
        body: [
          'An owner of your clinic switched off the second step of your sign-in, and all your devices were signed out. Your recovery codes no longer work.',
          'Your password is too short without the second step: before you sign in again, choose a longer one with "Password forgotten?" on the sign-in page.',
          'If you did not ask for this, speak to the clinic at once.',
        ],
        button: 'To the sign-in page',
      },
      relation_begun: {
        subject: 'Somebody new may see your data at {clinic}',
        body: [
          'From now on one more account may see visits and contact data in the portal of {clinic}. The record itself opens to it 24 hours from now, or earlier where somebody of the clinic has approved it.',
          'In the portal, "Who may see this" says who it is, and you can end it there. If you do not know of it, or do not use the portal, tell the clinic at once.',
        ],
        button: 'To the portal',
        alarms: true,
      },
      relation_begun_waits: {
        subject: 'Somebody new may see your data at {clinic}',
        body: [
          'From now on one more account may see visits and contact data in the portal of {clinic}. The record itself stays closed to it until somebody of the clinic has approved it.',
          'In the portal, "Who may see this" says who it is, and you can end it there. If you do not know of it, or do not use the portal, tell the clinic at once.',
        ],
        button: 'To the portal',
        alarms: true,
      },
    },
  },
  id: {
    greeting: 'Halo.',
    signature: 'Smart Healthcare',
    ignore:
      'Jika Anda tidak menunggu surel ini, abaikan saja. Jangan teruskan tautannya kepada siapa pun: tautan ini hanya untuk Anda.',
    letters: {
      registration: {
        subject: 'Konfirmasi alamat Anda untuk membuka klinik',
        body: [
          'Sebuah klinik didaftarkan dengan alamat surel ini. Ikuti tautan berikut untuk mengonfirmasi alamat dan membuka klinik.',
          'Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Konfirmasi dan buka klinik',
      },
      registration_known: {
        subject: 'Anda sudah memiliki akun',
        body: [
          'Sebuah klinik didaftarkan dengan alamat surel ini, yang sudah memiliki akun. Masuklah dengan kata sandi Anda yang sekarang; kata sandi yang diketik saat pendaftaran tidak dipakai.',
          'Jika itu memang Anda, ikuti tautan berikut untuk menambahkan klinik baru ke akun Anda. Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Tambahkan klinik ke akun saya',
      },
      invitation_staff: {
        subject: '{clinic} mengundang Anda bekerja bersama',
        body: [
          '{clinic} mengundang Anda ke akunnya di Smart Healthcare. Ikuti tautan berikut untuk menerima undangan.',
          'Tautan hanya dapat dipakai sekali, selama 7 hari.',
        ],
        button: 'Terima undangan',
      },
      invitation_patient: {
        subject: '{clinic} mengundang Anda ke portalnya',
        body: [
          '{clinic} mengundang Anda ke portalnya, tempat Anda melihat kunjungan dan berkirim pesan dengan klinik. Ikuti tautan berikut untuk menerima undangan.',
          'Tautan hanya dapat dipakai sekali, selama 7 hari.',
        ],
        button: 'Terima undangan',
      },
      claim: {
        subject: 'Konfirmasi alamat Anda',
        body: [
          'Alamat surel ini dipakai untuk menerima undangan dari {clinic}. Ikuti tautan berikut untuk mengonfirmasi alamat dan menerima undangan.',
          'Jika alamat ini sudah memiliki akun, kata sandinya tidak berubah. Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Konfirmasi dan terima',
      },
      patient_registration: {
        subject: 'Konfirmasi alamat Anda untuk mendaftar di {clinic}',
        body: [
          'Alamat surel ini dipakai untuk mendaftar sebagai pasien {clinic}. Ikuti tautan berikut untuk mengonfirmasi alamat; setelah itu Anda dapat membuat janji temu.',
          'Jika alamat ini sudah memiliki akun, kata sandinya tidak berubah. Tautan hanya dapat dipakai sekali, selama 24 jam.',
        ],
        button: 'Konfirmasi dan lanjutkan',
      },
      password_reset: {
        subject: 'Pilih kata sandi baru',
        body: [
          'Ada permintaan kata sandi baru untuk alamat surel ini. Ikuti tautan berikut untuk memilihnya. Tautan hanya dapat dipakai sekali, selama satu jam.',
          'Selama Anda tidak melakukan apa-apa, kata sandi Anda tidak berubah.',
        ],
        button: 'Pilih kata sandi baru',
      },
      password_changed: {
        subject: 'Kata sandi Anda telah diganti',
        body: [
          'Kata sandi akun Anda telah diganti, dan perangkat lain telah dikeluarkan.',
          'Jika bukan Anda yang menggantinya, segera minta kata sandi baru: "Lupa kata sandi?" di halaman masuk.',
        ],
        button: 'Ke halaman masuk',
      },
      second_factor_removed: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Pemilik klinik Anda mematikan langkah kedua saat Anda masuk, dan semua perangkat Anda telah dikeluarkan. Kode pemulihan Anda tidak berlaku lagi.',
          'Masuklah dengan kata sandi saja; bila klinik mewajibkan langkah kedua, Anda menyiapkan yang baru saat itu.',
          'Jika Anda tidak memintanya, segera hubungi klinik dan pilih kata sandi baru: "Lupa kata sandi?" di halaman masuk.',
        ],
        button: 'Ke halaman masuk',
      },
      second_factor_removed_short: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Pemilik klinik Anda mematikan langkah kedua saat Anda masuk, dan semua perangkat Anda telah dikeluarkan. Kode pemulihan Anda tidak berlaku lagi.',
          'Kata sandi Anda terlalu pendek tanpa langkah kedua: sebelum masuk lagi, pilih yang lebih panjang lewat "Lupa kata sandi?" di halaman masuk.',
          'Jika Anda tidak memintanya, segera hubungi klinik.',
        ],
        button: 'Ke halaman masuk',
      },
      relation_begun: {
        subject: 'Ada akun baru yang dapat melihat data Anda di {clinic}',
        body: [
          'Mulai sekarang satu akun lagi dapat melihat kunjungan dan data kontak di portal {clinic}. Rekam medis baru terbuka untuk akun itu setelah 24 jam, atau lebih awal bila disetujui oleh klinik.',
          'Di portal, "Siapa yang boleh melihat" menunjukkan siapa orangnya, dan Anda dapat mengakhirinya di sana. Jika Anda tidak mengetahuinya atau tidak memakai portal, segera beri tahu klinik.',
        ],
        button: 'Ke portal',
        alarms: true,
      },
      relation_begun_waits: {
        subject: 'Ada akun baru yang dapat melihat data Anda di {clinic}',
        body: [
          'Mulai sekarang satu akun lagi dapat melihat kunjungan dan data kontak di portal {clinic}. Rekam medis tetap tertutup untuk akun itu sampai disetujui oleh klinik.',
          'Di portal, "Siapa yang boleh melihat" menunjukkan siapa orangnya, dan Anda dapat mengakhirinya di sana. Jika Anda tidak mengetahuinya atau tidak memakai portal, segera beri tahu klinik.',
        ],
        button: 'Ke portal',
        alarms: true,
      },
    },
  },
}
