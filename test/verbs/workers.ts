export { AccessLog } from '../../gateway/access-log/chain/access-log-object.ts'
export { Live } from '../../gateway/live/live.ts'
export { default as AppointmentWorker } from '../../workers/appointment/index.ts'
export { default as PatientWorker } from '../../workers/patient/index.ts'
export { default as RecordWorker } from '../../workers/record/index.ts'
export { default as StaffWorker } from '../../workers/staff/index.ts'

export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler
