import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useMembership } from '../session/session.ts'

/** Heading of a page, its actions at the right; names the browser's tab too. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  const { clinicName } = useMembership()
  useEffect(() => {
    document.title = `${title} · ${clinicName}`
  }, [title, clinicName])
  return (
    <Group justify="space-between" align="center" gap="sm" mb="sm" wrap="wrap">
      <div>
        <Title order={1} fz={20} lh={1.3}>
          {title}
        </Title>
        {note && (
          <Text c="dimmed" component="div">
            {note}
          </Text>
        )}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </Group>
  )
}
