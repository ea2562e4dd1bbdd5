import { Button, Modal, Text } from '@mantine/core'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import type { Codes } from '../../api/account.ts'
import { t } from '../../i18n/account.ts'
import { PrintSheet } from '../../parts/PrintSheet.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useSession } from '../../session/session.ts'

/** Shown once. Closed by a decision alone, never by a click beside it. */
export function RecoveryCodes({ recoveryCodes: codes, printedCode, close }: Codes & { close: () => void }) {
  const { account } = useSession()
  const copy = () =>
    navigator.clipboard.writeText([...codes, ...(printedCode ? ['', printedCode] : [])].join('\n')).then(
      () => toast(t('copied')),
      error => toastProblem(error),
    )
  return (
    <Modal
      opened
      onClose={close}
      title={t('codesTitle')}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Text>{t('codesText')}</Text>
      <ul className="account-codes">
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      {printedCode && (
        <>
          <h3>{t('printedTitle')}</h3>
          <Text>{t('printedText')}</Text>
          <code className="account-secret">{printedCode}</code>
        </>
      )}
      <div className="account-buttons">
        <Button variant="default" leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
          {t('copy')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => globalThis.print()}
        >
          {t('print')}
        </Button>
        <Button onClick={close}>{t('kept')}</Button>
      </div>
      <PrintSheet>
        <h1>{t('codesTitle')}</h1>
        <p>{t('sheetHelp', { email: account.email })}</p>
        <ul className="print-codes">
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        {printedCode && (
          <section className="print-apart">
            <h2>{t('printedTitle')}</h2>
            <p>{t('printedSheet', { email: account.email })}</p>
            <p className="print-codes">{printedCode}</p>
          </section>
        )}
      </PrintSheet>
    </Modal>
  )
}
