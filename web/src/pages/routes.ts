import type { Icon } from '@tabler/icons-react'
import IconCalendarOff from '@tabler/icons-react/dist/esm/icons/IconCalendarOff.mjs'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendarTime.mjs'
import IconStatistics from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconRooms from '@tabler/icons-react/dist/esm/icons/IconDoor.mjs'
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs'
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs'
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs'
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs'
import IconWaitlist from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs'
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import IconClinic from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs'
import IconQueue from '@tabler/icons-react/dist/esm/icons/IconListNumbers.mjs'
import IconList from '@tabler/icons-react/dist/esm/icons/IconListSearch.mjs'
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconStethoscope from '@tabler/icons-react/dist/esm/icons/IconStethoscope.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import type { ComponentType } from 'react'
import { lazy } from 'react'
import type { Action, Role } from '../../../workers/shared/permissions.ts'
import { may } from '../../../workers/shared/permissions.ts'
import { t as restrictions } from '../i18n/restrictions.ts'
import { t } from '../i18n/shell.ts'
import type { Membership } from '../session/session.ts'

/**
 * Every page of the app, and long for that: one entry here, one lazy chunk. `path` is a wouter pattern; the page reads `useParams` itself.
 */
export interface AppRoute {
  path: string
  label: () => string
  icon: Icon
  /** Roles without it do not see the page. */
  action: Action
  /** Roles whose first page this is; the first matching route is taken. */
  home?: readonly Role[]
  /** Only for members who hold one of these roles; for anybody with the permission where absent. */
  only?: readonly Role[]
  /** Shown in the bar; other pages are reached from within and by search. */
  bar: boolean
  /** `g` and then this key goes there. */
  key?: string
  load: () => Promise<{ default: ComponentType }>
}

/** In the order of the bar; an address that a pattern would also take comes before that pattern. */
export const routes = [
  {
    path: '/my-day',
    label: () => t('myDay'),
    icon: IconStethoscope,
    action: 'encounter.open',
    home: ['doctor', 'nurse'],
    bar: true,
    key: 'y',
    load: () => import('./my-day/MyDayPage.tsx'),
  },
  {
    path: '/clinic',
    label: () => t('clinic'),
    icon: IconClinic,
    action: 'dashboard.read',
    home: ['owner'],
    only: ['owner'],
    bar: true,
    key: 'c',
    load: () => import('./clinic/ClinicPage.tsx'),
  },
  {
    path: '/day',
    label: () => t('day'),
    icon: IconCalendar,
    action: 'appointment.board',
    home: ['receptionist', 'nurse', 'doctor', 'owner'],
    bar: true,
    key: 'd',
    load: () => import('./day/DayPage.tsx'),
  },
  {
    path: '/day/unclosed',
    label: () => t('unclosed'),
    icon: IconCalendarOff,
    action: 'appointment.late_entry',
    bar: false,
    load: () => import('./unclosed/UnclosedPage.tsx'),
  },
  {
    path: '/queue',
    label: () => t('queue'),
    icon: IconQueue,
    action: 'queue.read',
    bar: true,
    key: 'q',
    load: () => import('./queue/QueuePage.tsx'),
  },
  {
    path: '/waitlist',
    label: () => t('waitlist'),
    icon: IconWaitlist,
    action: 'waitlist.list',
    only: ['owner', 'doctor', 'nurse', 'receptionist'],
    bar: true,
    key: 'w',
    load: () => import('./waitlist/WaitlistPage.tsx'),
  },
  {
    path: '/rooms',
    label: () => t('rooms'),
    icon: IconRooms,
    action: 'room.read',
    bar: true,
    key: 'r',
    load: () => import('./rooms/RoomsPage.tsx'),
  },
  {
    path: '/patients',
    label: () => t('patients'),
    icon: IconUsers,
    action: 'patient.search',
    bar: true,
    key: 'p',
    load: () => import('./patients/PatientsPage.tsx'),
  },
  {
    path: '/patients/new',
    label: () => t('register'),
    icon: IconUserPlus,
    action: 'patient.register',
    bar: false,
    load: () => import('./registration/RegisterPage.tsx'),
  },
  {
    path: '/patients/import',
    label: () => t('import'),
    icon: IconFileImport,
    action: 'patient.import',
    bar: false,
    load: () => import('./import/ImportPage.tsx'),
  },
  {
    path: '/patients/:id/edit',
    label: () => t('edit'),
    icon: IconUser,
    action: 'patient.change',
    bar: false,
    load: () => import('./registration/EditPage.tsx'),
  },
  {
    path: '/patients/:id/merge',
    label: () => t('mergePatients'),
    icon: IconUsers,
    action: 'patient.merge',
    bar: false,
    load: () => import('./merge/MergePage.tsx'),
  },
  {
    path: '/patients/:id/opened',
    label: () => t('opened'),
    icon: IconEye,
    action: 'patient.access_log',
    bar: false,
    load: () => import('./patient/RecordAccessPage.tsx'),
  },
  {
    path: '/patients/:id/print',
    label: () => t('printChart'),
    icon: IconPrinter,
    action: 'encounter.open',
    bar: false,
    load: () => import('./chart-print/ChartPrintPage.tsx'),
  },
  {
    path: '/patients/:id',
    label: () => t('patient'),
    icon: IconUser,
    action: 'patient.read',
    bar: false,
    load: () => import('./patient/PatientPage.tsx'),
  },
  {
    path: '/statistics',
    label: () => t('statistics'),
    icon: IconStatistics,
    action: 'statistics.read',
    bar: true,
    key: 't',
    load: () => import('./statistics/StatisticsPage.tsx'),
  },
  {
    path: '/staff',
    label: () => t('staff'),
    icon: IconUsersGroup,
    action: 'absence.list',
    bar: true,
    key: 's',
    load: () => import('./staff/StaffPage.tsx'),
  },
  {
    path: '/staff/:id',
    label: () => t('staffMember'),
    icon: IconUsersGroup,
    action: 'absence.list',
    bar: false,
    load: () => import('./staff/MemberPage.tsx'),
  },
  {
    path: '/relations',
    label: () => t('approvals'),
    icon: IconUserCheck,
    action: 'relation.approve',
    bar: true,
    load: () => import('./relations/ApprovalsPage.tsx'),
  },
  {
    path: '/members',
    label: () => t('members'),
    icon: IconKey,
    action: 'member.read',
    bar: true,
    load: () => import('./members/MembersPage.tsx'),
  },
  {
    path: '/members/:part',
    label: () => t('members'),
    icon: IconKey,
    action: 'member.read',
    bar: false,
    load: () => import('./members/MembersPage.tsx'),
  },
  {
    path: '/access-log/unusual',
    label: () => restrictions('unusual'),
    icon: IconEye,
    action: 'access_log.unusual',
    bar: false,
    load: () => import('./access-log/UnusualPage.tsx'),
  },
  {
    path: '/access-log',
    label: () => t('accessLog'),
    icon: IconList,
    action: 'access_log.list',
    bar: false,
    load: () => import('./access-log/AccessLogPage.tsx'),
  },
  {
    path: '/account',
    label: () => t('myAccount'),
    icon: IconUser,
    action: 'clinic.read',
    bar: false,
    load: () => import('./account/AccountPage.tsx'),
  },
  {
    path: '/settings',
    label: () => t('settings'),
    icon: IconSettings,
    action: 'clinic.change',
    bar: true,
    load: () => import('./settings/SettingsPage.tsx'),
  },
  {
    path: '/settings/:part',
    label: () => t('settings'),
    icon: IconSettings,
    action: 'clinic.change',
    bar: false,
    load: () => import('./settings/SettingsPage.tsx'),
  },
  {
    path: '/home',
    label: () => t('home'),
    icon: IconHome,
    action: 'appointment.read',
    home: ['patient'],
    only: ['patient'],
    bar: true,
    load: () => import('./portal/HomePage.tsx'),
  },
  {
    path: '/home/book',
    label: () => t('bookVisit'),
    icon: IconCalendarPlus,
    action: 'appointment.read',
    only: ['patient'],
    bar: false,
    load: () => import('./portal/BookPage.tsx'),
  },
  {
    path: '/home/move/:id',
    label: () => t('moveVisit'),
    icon: IconCalendarPlus,
    action: 'appointment.read',
    only: ['patient'],
    bar: false,
    load: () => import('./portal/MovePage.tsx'),
  },
  {
    path: '/home/wait',
    label: () => t('waitlist'),
    icon: IconWaitlist,
    action: 'waitlist.list',
    only: ['patient'],
    bar: false,
    load: () => import('./portal/WaitlistPage.tsx'),
  },
  {
    path: '/home/visits',
    label: () => t('visits'),
    icon: IconHistory,
    action: 'appointment.read',
    only: ['patient'],
    bar: true,
    load: () => import('./portal/VisitsPage.tsx'),
  },
  {
    path: '/home/notes',
    label: () => t('notes'),
    icon: IconNotes,
    action: 'appointment.read',
    only: ['patient'],
    bar: true,
    load: () => import('./portal/NotesPage.tsx'),
  },
  {
    path: '/home/notes/:id',
    label: () => t('notes'),
    icon: IconNotes,
    action: 'appointment.read',
    only: ['patient'],
    bar: false,
    load: () => import('./portal/NotePage.tsx'),
  },
  {
    path: '/home/profile',
    label: () => t('profile'),
    icon: IconUser,
    action: 'appointment.read',
    only: ['patient'],
    bar: true,
    load: () => import('./portal/ProfilePage.tsx'),
  },
  {
    path: '/home/opened',
    label: () => t('whoOpened'),
    icon: IconEye,
    action: 'patient.access_log',
    only: ['patient'],
    bar: true,
    load: () => import('./portal/RecordAccessPage.tsx'),
  },
] as const satisfies readonly AppRoute[] as readonly AppRoute[]

const lazyPages = new Map(routes.map(route => [route.path, lazy(route.load)]))

export function pageOf(route: AppRoute): ComponentType {
  const page = lazyPages.get(route.path)
  if (!page) throw new Error(`no page at ${route.path}`)
  return page
}

/** The routes that this member may open. A patient's own reach is not enough for a page of the staff. */
export function routesFor({ roles }: Membership): AppRoute[] {
  const staff = roles.some(role => role !== 'patient')
  return routes.filter(route => {
    if (route.only && !route.only.some(role => roles.includes(role))) return false
    const reach = may(roles, route.action)
    return reach === 'all' || (reach === 'own' && (staff || route.only?.includes('patient')))
  })
}

/** The first page of this member. */
export function homeOf(membership: Membership): string {
  const shown = routesFor(membership)
  const home = membership.roles.flatMap(role => shown.find(route => route.home?.includes(role)) ?? [])[0]
  return (home ?? shown[0])?.path ?? '/'
}
