/** Texts of the waiting-room screen: it loads nothing of the app, its dictionary included. */
const en = {
  title: 'Waiting room',
  call: 'Number',
  nobody: 'Welcome',
  nobodyHelp: 'You will be called by your number.',
  toRoom: 'Room {room}',
  toDesk: 'Please come to the desk',
  before: 'Called before',
  next: 'Next',
  waiting: '{count} waiting',
  soundOn: 'Sound is on',
  soundOff: 'Turn sound on',
  reconnecting: 'No connection since {time}. Trying again.',
  revoked: 'This screen is no longer connected. Ask the desk for a new link.',
  noToken: 'This address is not complete. Open the whole link that the desk gave you.',
}

const id: typeof en = {
  title: 'Ruang tunggu',
  call: 'Nomor',
  nobody: 'Selamat datang',
  nobodyHelp: 'Anda akan dipanggil dengan nomor Anda.',
  toRoom: 'Ruangan {room}',
  toDesk: 'Silakan ke meja depan',
  before: 'Sudah dipanggil',
  next: 'Berikutnya',
  waiting: '{count} menunggu',
  soundOn: 'Suara menyala',
  soundOff: 'Nyalakan suara',
  reconnecting: 'Tidak ada koneksi sejak {time}. Mencoba lagi.',
  revoked: 'Layar ini tidak terhubung lagi. Mintalah tautan baru di meja depan.',
  noToken: 'Alamat ini tidak lengkap. Bukalah tautan utuh dari meja depan.',
}

export const texts = { en, id }
export type Word = keyof typeof en
