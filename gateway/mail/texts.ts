/**
 * What mails say. `{clinic}` is the name of the clinic that invites, never in a subject: whoever registers a clinic chooses it. `{to}` is the
 * address that the mail goes to, `{witness}` the head of an access log. No name of a person, and nothing about anybody's health. Every mail says who writes, to whom, what to do, and
 * what to do if it was not them: never to do nothing. Long because both languages of every mail stand in one place.
 */

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
  | 'second_factor_removed_own'
  | 'second_factor_removed_printed'
  | 'second_factor_added'
  | 'recovery_code_used'
  | 'recovery_codes_renewed'
  | 'relation_begun'
  | 'relation_begun_waits'
  | 'relation_held'
  | 'guardianship_ends'
  | 'record_opened_owner'
  | 'record_opened_patient'
  | 'log_witness'

interface Words {
  subject: string
  body: string[]
  button: string
  /** What to do for somebody who did not cause this mail. */
  notYou: string
  /** Where its button leads without a link of its own; to a new password where nothing is said. */
  page?: 'sign-in'
}

interface Language {
  greeting: string
  /** Who writes, and to whom: the last line of every mail. */
  signature: string
  /** In every mail whose link opens something. */
  keepLink: string
  letters: Record<MailText, Words>
}

export const mailTexts: Record<'en' | 'id', Language> = {
  en: {
    greeting: 'Hello.',
    signature: 'Smart Healthcare, the service that clinics work with, sent this mail to {to}.',
    keepLink: 'Never pass the link on: it is meant for you alone.',
    letters: {
      registration: {
        subject: 'Confirm your address to open your clinic',
        body: [
          'A clinic was registered with this mail address. Follow the link to confirm the address, choose your password and open the clinic.',
          'The link works once, for 48 hours.',
        ],
        button: 'Confirm and open the clinic',
        notYou:
          'If it was not you, do not follow the link: without it no clinic is opened, and the registration ends by itself after 48 hours. Somebody may have mistyped their address.',
      },
      registration_known: {
        subject: 'You already have an account',
        body: [
          'A clinic was registered with this mail address, which already has an account. You go on signing in with the password you have.',
          'Follow the link to add the new clinic to your account. The link works once, for 48 hours.',
        ],
        button: 'Add the clinic to my account',
        notYou:
          'If it was not you, do not follow the link: without it nothing is added to your account, and the registration ends by itself after 48 hours.',
      },
      invitation_staff: {
        subject: 'A clinic invites you to work with it',
        body: [
          'A clinic with the name “{clinic}” invites you to its account at Smart Healthcare. Follow the link to accept.',
          'The link works once, for 7 days.',
        ],
        button: 'Accept the invitation',
        notYou:
          'If you do not know this clinic, do not follow the link. Ask the clinic, by a telephone number that you know, whether the invitation is theirs.',
      },
      invitation_patient: {
        subject: 'Your clinic invites you to its portal',
        body: [
          'A clinic with the name “{clinic}” invites you to its portal, where you see visits and write to the clinic. Follow the link to accept.',
          'The link works once, for 7 days.',
        ],
        button: 'Accept the invitation',
        notYou:
          'If you are no patient there and care for none, do not follow the link. Tell the clinic, by a telephone number that you know, that the address is wrong.',
      },
      claim: {
        subject: 'Confirm your address',
        body: [
          'This mail address was given with an invitation of “{clinic}”. Follow the link to confirm the address and accept the invitation; if the address has no account yet, you choose its password there.',
          'If it has one, its password stays as it is. The link works once, for 48 hours.',
        ],
        button: 'Confirm and accept',
        notYou:
          'If nobody gave you a printed code, do not follow the link: without it nobody comes in with your address. Tell the clinic that somebody has named it.',
      },
      patient_registration: {
        subject: 'Confirm your address to register as a patient',
        body: [
          'This mail address was given to register as a patient of “{clinic}”. Follow the link to confirm the address; then you can book visits. If the address has no account yet, you choose its password there.',
          'If it has one, its password stays as it is. The link works once, for 24 hours.',
        ],
        button: 'Confirm and go on',
        notYou:
          'If it was not you, do not follow the link: without it no account is made, and the registration ends by itself after 24 hours. Somebody may have mistyped their address.',
      },
      password_reset: {
        subject: 'Choose a new password',
        body: [
          'A new password was asked for with this mail address. Follow the link to choose one. It works once, for one hour.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, do not follow the link: your password stays as it is, and nobody else has got the link. If it happens again, change the password of your mailbox, and tell an owner of your clinic.',
      },
      password_changed: {
        subject: 'Your password was changed',
        body: ['The password of your account was changed, and the other devices were signed out.'],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then tell an owner of your clinic, and change the password of your mailbox.',
      },
      second_factor_removed: {
        subject: 'The second step of your account was switched off',
        body: [
          'An owner of your clinic switched off the second step of your sign-in, and all your devices were signed out. Your recovery codes no longer work.',
          'You sign in with your password alone; where the clinic asks for a second step, you set up a new one then.',
        ],
        button: 'Choose a new password',
        notYou: 'If you did not ask for this, choose a new password at once with the link, and speak to the clinic.',
      },
      second_factor_removed_short: {
        subject: 'The second step of your account was switched off',
        body: [
          'An owner of your clinic switched off the second step of your sign-in, and all your devices were signed out. Your recovery codes no longer work.',
          'Your password is too short without the second step: before you sign in again, choose a longer one with the link.',
        ],
        button: 'Choose a new password',
        notYou: 'If you did not ask for this, choose a new password at once all the same, and speak to the clinic.',
      },
      second_factor_removed_own: {
        subject: 'The second step of your account was switched off',
        body: [
          'The second step of your sign-in was switched off on your own page “My account”, with one of its codes. You sign in with your password alone.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then sign in and set the second step up again, and tell an owner of your clinic.',
      },
      second_factor_removed_printed: {
        subject: 'The second step of your account was switched off',
        body: [
          'Somebody who knows your password used the printed code that is kept for the loss of your second step. It was switched off, and all your devices were signed out. The printed code and your recovery codes no longer work.',
          'Sign in and set up a new second step: you then get a new printed code.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then sign in, set the second step up again, and look where the sheet with the printed code is kept.',
      },
      second_factor_added: {
        subject: 'A second step was added to your account',
        body: [
          'A second step at sign-in was set up for your account, and the other devices were signed out. From now on the password alone opens nothing.',
          'Keep the recovery codes that were shown, on paper or in a password manager.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then ask an owner of your clinic to switch the second step off, so that you can set up your own.',
      },
      recovery_code_used: {
        subject: 'A recovery code of your account was used',
        body: [
          'One of the recovery codes of your second step was used in place of the app. It does not work a second time.',
          'If your phone is lost, make new recovery codes under “My account” before the others are used up.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then sign in, make new recovery codes under “My account”, and look where the old ones are kept.',
      },
      recovery_codes_renewed: {
        subject: 'Your recovery codes were made anew',
        body: [
          'New recovery codes were made for the second step of your account. The ones before no longer work.',
          'Keep the new ones on paper or in a password manager, and throw the old ones away.',
        ],
        button: 'Choose a new password',
        notYou:
          'If it was not you, choose a new password at once with the link: it signs out every device. Then sign in and make new recovery codes under “My account”.',
      },
      record_opened_owner: {
        subject: 'A record was opened with a reason',
        body: [
          'At {clinic} somebody opened a record that asks for a reason first, and gave one. The access log says who it was, whose record, and why.',
        ],
        button: 'To the access log',
        page: 'sign-in',
        notYou:
          'If you do not find the reason good, talk to whoever gave it. If you are no owner there any more, tell the clinic at once.',
      },
      record_opened_patient: {
        subject: 'Your record was opened with a reason',
        body: [
          'Somebody who works at {clinic} opened your record, which asks for a reason first, and gave one.',
          'In the portal, the list of who opened your record says who it was and when.',
        ],
        button: 'To the portal',
        page: 'sign-in',
        notYou:
          'If you do not know why, or do not use the portal, tell the clinic at once, by a telephone number that you know.',
      },
      log_witness: {
        subject: 'The seal of your access log',
        body: [
          'This is how far the access log of {clinic} had come, with the seal of its last entry: {witness}',
          'Keep this mail. Nobody who runs the system can change it afterwards. Whoever changes an entry of before breaks the seal: paste it on the page of the access log, and you see whether it still holds.',
        ],
        button: 'To the access log',
        page: 'sign-in',
        notYou:
          'If you are no owner there any more, tell the clinic at once. Every owner gets this mail each week until one of them turns it off on the page of the access log.',
      },
      relation_begun: {
        subject: 'Somebody new may see your data',
        body: [
          'From now on one more account may see visits and contact data in the portal of {clinic}. The record itself opens to it 24 hours from now, or earlier where somebody of the clinic has approved it.',
          'In the portal, “Who may see this” says who it is, and you can end it there.',
        ],
        button: 'To the portal',
        page: 'sign-in',
        notYou:
          'If you do not know of it, or do not use the portal, tell the clinic at once, by a telephone number that you know.',
      },
      relation_begun_waits: {
        subject: 'Somebody new may see your data',
        body: [
          'From now on one more account may see visits and contact data in the portal of {clinic}. The record itself stays closed to it until somebody of the clinic has approved it.',
          'In the portal, “Who may see this” says who it is, and you can end it there.',
        ],
        button: 'To the portal',
        page: 'sign-in',
        notYou:
          'If you do not know of it, or do not use the portal, tell the clinic at once, by a telephone number that you know.',
      },
      relation_held: {
        subject: 'Two records were joined at your clinic',
        body: [
          'At {clinic}, two records were joined as those of one person, and your address belongs to one of them. An account that sees one of them online does not see the other one: it waits until somebody of the clinic has approved it.',
          'In the portal, “Who may see this” says who it is, and you can end it there.',
        ],
        button: 'To the portal',
        page: 'sign-in',
        notYou:
          'If you do not know of a second record, or do not know the account, tell the clinic at once, by a telephone number that you know.',
      },
      guardianship_ends: {
        subject: 'A guardian’s access ends in time',
        body: [
          'A patient of {clinic} comes of age within the next two months, or has done so, and a guardian sees the data online. Your address belongs to one of them.',
          'A year after that day the guardian’s access ends, unless the clinic has confirmed it. The portal says under “Who may see this” on which day that is.',
        ],
        button: 'To the portal',
        page: 'sign-in',
        notYou:
          'If you are no patient there and nobody’s guardian, tell the clinic at once that the address is wrong, by a telephone number that you know.',
      },
    },
  },
  id: {
    greeting: 'Halo.',
    signature: 'Smart Healthcare, layanan yang dipakai klinik, mengirim surel ini ke {to}.',
    keepLink: 'Jangan teruskan tautannya kepada siapa pun: tautan ini hanya untuk Anda.',
    letters: {
      registration: {
        subject: 'Konfirmasi alamat Anda untuk membuka klinik',
        body: [
          'Sebuah klinik didaftarkan dengan alamat surel ini. Ikuti tautan berikut untuk mengonfirmasi alamat, memilih kata sandi, dan membuka klinik.',
          'Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Konfirmasi dan buka klinik',
        notYou:
          'Jika bukan Anda, jangan ikuti tautannya: tanpa itu tidak ada klinik yang dibuka, dan pendaftaran berakhir sendiri setelah 48 jam. Mungkin seseorang salah mengetik alamatnya.',
      },
      registration_known: {
        subject: 'Anda sudah memiliki akun',
        body: [
          'Sebuah klinik didaftarkan dengan alamat surel ini, yang sudah memiliki akun. Anda tetap masuk dengan kata sandi Anda yang sekarang.',
          'Ikuti tautan berikut untuk menambahkan klinik baru ke akun Anda. Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Tambahkan klinik ke akun saya',
        notYou:
          'Jika bukan Anda, jangan ikuti tautannya: tanpa itu tidak ada yang ditambahkan ke akun Anda, dan pendaftaran berakhir sendiri setelah 48 jam.',
      },
      invitation_staff: {
        subject: 'Sebuah klinik mengundang Anda bekerja bersama',
        body: [
          'Klinik dengan nama “{clinic}” mengundang Anda ke akunnya di Smart Healthcare. Ikuti tautan berikut untuk menerima undangan.',
          'Tautan hanya dapat dipakai sekali, selama 7 hari.',
        ],
        button: 'Terima undangan',
        notYou:
          'Jika Anda tidak mengenal klinik ini, jangan ikuti tautannya. Tanyakan kepada klinik, lewat nomor telepon yang Anda kenal, apakah undangan ini dari mereka.',
      },
      invitation_patient: {
        subject: 'Klinik Anda mengundang Anda ke portalnya',
        body: [
          'Klinik dengan nama “{clinic}” mengundang Anda ke portalnya, tempat Anda melihat kunjungan dan berkirim pesan dengan klinik. Ikuti tautan berikut untuk menerima undangan.',
          'Tautan hanya dapat dipakai sekali, selama 7 hari.',
        ],
        button: 'Terima undangan',
        notYou:
          'Jika Anda bukan pasien di sana dan tidak mendampingi pasien, jangan ikuti tautannya. Beri tahu klinik, lewat nomor telepon yang Anda kenal, bahwa alamatnya salah.',
      },
      claim: {
        subject: 'Konfirmasi alamat Anda',
        body: [
          'Alamat surel ini dipakai untuk menerima undangan dari “{clinic}”. Ikuti tautan berikut untuk mengonfirmasi alamat dan menerima undangan; jika alamat ini belum memiliki akun, di sana Anda memilih kata sandinya.',
          'Jika sudah, kata sandinya tidak berubah. Tautan hanya dapat dipakai sekali, selama 48 jam.',
        ],
        button: 'Konfirmasi dan terima',
        notYou:
          'Jika tidak ada yang memberi Anda kode tercetak, jangan ikuti tautannya: tanpa itu tidak ada yang masuk dengan alamat Anda. Beri tahu klinik bahwa alamat Anda disebut seseorang.',
      },
      patient_registration: {
        subject: 'Konfirmasi alamat Anda untuk mendaftar sebagai pasien',
        body: [
          'Alamat surel ini dipakai untuk mendaftar sebagai pasien “{clinic}”. Ikuti tautan berikut untuk mengonfirmasi alamat; setelah itu Anda dapat membuat janji temu. Jika alamat ini belum memiliki akun, di sana Anda memilih kata sandinya.',
          'Jika sudah, kata sandinya tidak berubah. Tautan hanya dapat dipakai sekali, selama 24 jam.',
        ],
        button: 'Konfirmasi dan lanjutkan',
        notYou:
          'Jika bukan Anda, jangan ikuti tautannya: tanpa itu tidak ada akun yang dibuat, dan pendaftaran berakhir sendiri setelah 24 jam. Mungkin seseorang salah mengetik alamatnya.',
      },
      password_reset: {
        subject: 'Pilih kata sandi baru',
        body: [
          'Ada permintaan kata sandi baru untuk alamat surel ini. Ikuti tautan berikut untuk memilihnya. Tautan hanya dapat dipakai sekali, selama satu jam.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, jangan ikuti tautannya: kata sandi Anda tidak berubah, dan tautan ini tidak sampai ke orang lain. Jika terjadi lagi, ganti kata sandi kotak surat Anda dan beri tahu pemilik klinik.',
      },
      password_changed: {
        subject: 'Kata sandi Anda telah diganti',
        body: ['Kata sandi akun Anda telah diganti, dan perangkat lain telah dikeluarkan.'],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu beri tahu pemilik klinik dan ganti kata sandi kotak surat Anda.',
      },
      second_factor_removed: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Pemilik klinik Anda mematikan langkah kedua saat Anda masuk, dan semua perangkat Anda telah dikeluarkan. Kode pemulihan Anda tidak berlaku lagi.',
          'Masuklah dengan kata sandi saja; bila klinik mewajibkan langkah kedua, Anda menyiapkan yang baru saat itu.',
        ],
        button: 'Pilih kata sandi baru',
        notYou: 'Jika Anda tidak memintanya, segera pilih kata sandi baru lewat tautan ini, dan hubungi klinik.',
      },
      second_factor_removed_short: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Pemilik klinik Anda mematikan langkah kedua saat Anda masuk, dan semua perangkat Anda telah dikeluarkan. Kode pemulihan Anda tidak berlaku lagi.',
          'Kata sandi Anda terlalu pendek tanpa langkah kedua: sebelum masuk lagi, pilih yang lebih panjang lewat tautan ini.',
        ],
        button: 'Pilih kata sandi baru',
        notYou: 'Jika Anda tidak memintanya, tetap segera pilih kata sandi baru, dan hubungi klinik.',
      },
      second_factor_removed_own: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Langkah kedua saat masuk dimatikan di halaman “Akun saya” Anda sendiri, dengan salah satu kodenya. Anda masuk dengan kata sandi saja.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu masuk, siapkan lagi langkah kedua, dan beri tahu pemilik klinik.',
      },
      second_factor_removed_printed: {
        subject: 'Langkah kedua akun Anda telah dimatikan',
        body: [
          'Seseorang yang mengetahui kata sandi Anda memakai kode tercetak yang disimpan untuk berjaga-jaga bila langkah kedua hilang. Langkah kedua dimatikan, dan semua perangkat Anda telah dikeluarkan. Kode tercetak dan kode pemulihan Anda tidak berlaku lagi.',
          'Masuklah dan siapkan langkah kedua yang baru: Anda akan mendapat kode tercetak yang baru.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu masuk, siapkan lagi langkah kedua, dan periksa tempat lembar kode tercetak disimpan.',
      },
      second_factor_added: {
        subject: 'Langkah kedua ditambahkan ke akun Anda',
        body: [
          'Langkah kedua saat masuk telah disiapkan untuk akun Anda, dan perangkat lain telah dikeluarkan. Mulai sekarang kata sandi saja tidak membuka apa pun.',
          'Simpan kode pemulihan yang ditampilkan, di kertas atau di pengelola kata sandi.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu minta pemilik klinik mematikan langkah kedua, agar Anda dapat menyiapkan milik Anda sendiri.',
      },
      recovery_code_used: {
        subject: 'Kode pemulihan akun Anda telah dipakai',
        body: [
          'Salah satu kode pemulihan langkah kedua Anda dipakai sebagai pengganti aplikasi. Kode itu tidak berlaku lagi.',
          'Jika ponsel Anda hilang, buat kode pemulihan baru di “Akun saya” sebelum kode lainnya habis.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu masuk, buat kode pemulihan baru di “Akun saya”, dan periksa tempat kode lama disimpan.',
      },
      recovery_codes_renewed: {
        subject: 'Kode pemulihan Anda dibuat ulang',
        body: [
          'Kode pemulihan baru telah dibuat untuk langkah kedua akun Anda. Kode sebelumnya tidak berlaku lagi.',
          'Simpan yang baru di kertas atau di pengelola kata sandi, dan buang yang lama.',
        ],
        button: 'Pilih kata sandi baru',
        notYou:
          'Jika bukan Anda, segera pilih kata sandi baru lewat tautan ini: semua perangkat akan dikeluarkan. Setelah itu masuk dan buat kode pemulihan baru di “Akun saya”.',
      },
      record_opened_owner: {
        subject: 'Sebuah rekam medis dibuka dengan alasan',
        body: [
          'Di {clinic} seseorang membuka rekam medis yang meminta alasan lebih dahulu, dan memberikan alasannya. Log akses menunjukkan siapa, milik siapa, dan mengapa.',
        ],
        button: 'Ke log akses',
        page: 'sign-in',
        notYou:
          'Jika Anda tidak menganggap alasannya baik, bicarakan dengan yang memberikannya. Jika Anda bukan pemilik lagi di sana, segera beri tahu klinik.',
      },
      record_opened_patient: {
        subject: 'Rekam medis Anda dibuka dengan alasan',
        body: [
          'Seseorang yang bekerja di {clinic} membuka rekam medis Anda, yang meminta alasan lebih dahulu, dan memberikan alasannya.',
          'Di portal, daftar siapa yang membuka rekam medis Anda menunjukkan siapa dan kapan.',
        ],
        button: 'Ke portal',
        page: 'sign-in',
        notYou:
          'Jika Anda tidak tahu mengapa atau tidak memakai portal, segera beri tahu klinik, lewat nomor telepon yang Anda kenal.',
      },
      log_witness: {
        subject: 'Segel log akses Anda',
        body: [
          'Sejauh inilah log akses {clinic}, dengan segel entri terakhirnya: {witness}',
          'Simpan surat ini. Pengelola sistem pun tidak dapat mengubahnya lagi. Siapa pun yang mengubah entri sebelumnya merusak segelnya: tempelkan segel di halaman log akses, dan Anda melihat apakah masih cocok.',
        ],
        button: 'Ke log akses',
        page: 'sign-in',
        notYou:
          'Jika Anda bukan pemilik lagi di sana, segera beri tahu klinik. Setiap pemilik menerima surat ini tiap minggu sampai salah satunya mematikannya di halaman log akses.',
      },
      relation_begun: {
        subject: 'Ada akun baru yang dapat melihat data Anda',
        body: [
          'Mulai sekarang satu akun lagi dapat melihat kunjungan dan data kontak di portal {clinic}. Rekam medis baru terbuka untuk akun itu setelah 24 jam, atau lebih awal bila disetujui oleh klinik.',
          'Di portal, “Siapa yang boleh melihat” menunjukkan siapa orangnya, dan Anda dapat mengakhirinya di sana.',
        ],
        button: 'Ke portal',
        page: 'sign-in',
        notYou:
          'Jika Anda tidak mengetahuinya atau tidak memakai portal, segera beri tahu klinik, lewat nomor telepon yang Anda kenal.',
      },
      relation_begun_waits: {
        subject: 'Ada akun baru yang dapat melihat data Anda',
        body: [
          'Mulai sekarang satu akun lagi dapat melihat kunjungan dan data kontak di portal {clinic}. Rekam medis tetap tertutup untuk akun itu sampai disetujui oleh klinik.',
          'Di portal, “Siapa yang boleh melihat” menunjukkan siapa orangnya, dan Anda dapat mengakhirinya di sana.',
        ],
        button: 'Ke portal',
        page: 'sign-in',
        notYou:
          'Jika Anda tidak mengetahuinya atau tidak memakai portal, segera beri tahu klinik, lewat nomor telepon yang Anda kenal.',
      },
      relation_held: {
        subject: 'Dua rekam digabungkan di klinik Anda',
        body: [
          'Di {clinic}, dua rekam digabungkan sebagai milik satu orang, dan alamat Anda tercatat pada salah satunya. Akun yang melihat salah satunya secara daring tidak melihat yang lain: akun itu menunggu sampai disetujui oleh klinik.',
          'Di portal, “Siapa yang boleh melihat” menunjukkan siapa orangnya, dan Anda dapat mengakhirinya di sana.',
        ],
        button: 'Ke portal',
        page: 'sign-in',
        notYou:
          'Jika Anda tidak tahu ada rekam kedua atau tidak mengenal akunnya, segera beri tahu klinik, lewat nomor telepon yang Anda kenal.',
      },
      guardianship_ends: {
        subject: 'Akses wali akan berakhir',
        body: [
          'Seorang pasien {clinic} menjadi dewasa dalam dua bulan ke depan, atau sudah, dan seorang wali melihat datanya secara daring. Alamat Anda milik salah satu dari keduanya.',
          'Setahun setelah hari itu akses wali berakhir, kecuali klinik mengonfirmasinya. Di portal, “Siapa yang boleh melihat” menunjukkan tanggalnya.',
        ],
        button: 'Ke portal',
        page: 'sign-in',
        notYou:
          'Jika Anda bukan pasien di sana dan bukan wali siapa pun, segera beri tahu klinik bahwa alamatnya keliru, lewat nomor telepon yang Anda kenal.',
      },
    },
  },
}
