import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import { Link } from 'wouter'
import { t as common } from '../i18n/common.ts'
import { chooseLanguage, languageNames, languages } from '../i18n/language.ts'
import { t } from '../i18n/shell.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { toastProblem } from '../parts/toast.tsx'
import { signOut, switchClinic } from '../session/refresh.ts'
import { useSession } from '../session/session.ts'

/** Initials without reordering the name: the first letters of its first two words, titles such as "dr." left out. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(word => !/\.$|,/.test(word))
  return words
    .slice(0, 2)
    .map(word => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

const schemes = ['light', 'dark', 'auto'] as const

/** Who is signed in, the account's clinics, language, appearance, sign-out. */
export function AccountMenu() {
  const { account, membership, memberships } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chosen = useLanguage()
  const others = memberships.filter(one => one.clinicId !== membership.clinicId)
  return (
    <Menu position="bottom-end" width={270} withinPortal closeOnItemClick>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: 99 }} p={4}>
          <span className="only-spoken">{t('account', { name: account.name })}</span>
          <Avatar color="teal" variant="filled" size={32} radius="xl" aria-hidden>
            {initials(account.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '6px 12px 8px' }}>
          <Text fw={600}>{account.name}</Text>
          <Text size="xs" c="dimmed">
            {account.email} · {membership.roles.map(role => common(role)).join(', ')}
          </Text>
        </div>
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} aria-hidden />}>
          {t('myAccount')}
        </Menu.Item>
        {others.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('otherClinics')}</Menu.Label>
            {others.map(one => (
              <Menu.Item
                key={one.id}
                leftSection={<IconBuilding size={16} aria-hidden />}
                onClick={() => switchClinic(one.clinicId).catch(toastProblem)}
              >
                {one.clinicName}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup value={chosen} onChange={value => chooseLanguage(value === 'id' ? 'id' : 'en')}>
          {languages.map(one => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick lang={one}>
              {languageNames[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('scheme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={value => setColorScheme(schemes.find(one => one === value) ?? 'auto')}
        >
          {schemes.map(one => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick>
              {t(one)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
