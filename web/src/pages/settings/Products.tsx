import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import {
  ChangeProduct,
  CreateProduct,
  type Product,
  productKinds,
} from '../../../../workers/appointment/products/contract.ts'
import { language } from '../../i18n/language.ts'
import { t } from '../../i18n/settings.ts'
import { MoneyField, moneyRule, readMoneyText } from '../../parts/MoneyField.tsx'
import { type Membership, useMembership } from '../../session/session.ts'
import { EntryList } from './EntryList.tsx'
import type { ListConfig } from './list-config.ts'
import { priceField, priceText } from './price.ts'
import { StateBadge, yesOrNo } from './StateBadge.tsx'

type ProductForm = { name: string; code: string; kind: string; price: string; taxRate: string; active: boolean }

/** What the clinic charges for. */
export function Products() {
  return <EntryList list={products(useMembership())} />
}

const percent = (rate: number) => new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(rate)

/** `11`, `8,5` or `8.5`; what is no number stays text, and the schema refuses it. */
function readRate(typed: string): number | string | null {
  const text = typed.trim().replace('%', '').replace(',', '.').trim()
  if (text === '') return null
  return /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : text
}

function products({ currency, currencyDecimals }: Membership): ListConfig<Product, ProductForm> {
  return {
    path: 'products',
    words: { add: t('addProduct'), empty: t('noProducts'), emptyHelp: t('noProductsHelp') },
    nameOf: product => product.name,
    search: product => `${product.name} ${product.code ?? ''} ${t(product.kind)}`,
    columns: [
      { name: t('name'), cell: product => product.name },
      { name: t('code'), cell: product => product.code ?? '–' },
      { name: t('kind'), cell: product => t(product.kind) },
      {
        name: t('price'),
        numeric: true,
        cell: product => priceText(product.price),
      },
      {
        name: t('tax'),
        numeric: true,
        cell: product => (product.taxRate === undefined ? '–' : `${percent(product.taxRate)} %`),
      },
      {
        name: t('active'),
        cell: product => (
          <StateBadge kind={yesOrNo(product.active)}>{t(product.active ? 'inUseYes' : 'inUseNo')}</StateBadge>
        ),
      },
    ],
    blank: { name: '', code: '', kind: 'service', price: '', taxRate: '', active: true },
    formOf: product => ({
      name: product.name,
      code: product.code ?? '',
      kind: product.kind,
      price: priceField(product.price, currency),
      taxRate: product.taxRate === undefined ? '' : percent(product.taxRate),
      active: product.active,
    }),
    labels: {
      name: t('name'),
      code: t('code'),
      kind: t('kind'),
      price: t('price'),
      taxRate: t('taxRate'),
      active: t('active'),
    },
    fields: ({ form, set, messages, id }) => (
      <>
        <TextInput
          id={id('name')}
          label={t('name')}
          value={form.name}
          error={messages.name}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <TextInput
          id={id('code')}
          label={t('code')}
          value={form.code}
          error={messages.code}
          onChange={event => set({ code: event.currentTarget.value })}
        />
        <NativeSelect
          id={id('kind')}
          label={t('kind')}
          value={form.kind}
          error={messages.kind}
          data={productKinds.map(kind => ({ value: kind, label: t(kind) }))}
          onChange={event => set({ kind: event.currentTarget.value })}
        />
        <MoneyField
          id={id('price')}
          label={t('price')}
          value={form.price}
          error={messages.price}
          onChange={price => set({ price })}
        />
        <TextInput
          id={id('taxRate')}
          label={t('taxRate')}
          inputMode="decimal"
          autoComplete="off"
          value={form.taxRate}
          error={messages.taxRate}
          onChange={event => set({ taxRate: event.currentTarget.value })}
        />
        <Checkbox
          id={id('active')}
          label={t('active')}
          description={t('activeHelp')}
          checked={form.active}
          onChange={event => set({ active: event.currentTarget.checked })}
        />
      </>
    ),
    inputOf: ({ name, code, kind, price, taxRate, active }) => {
      const amount = readMoneyText(price, currencyDecimals)
      if (amount === null) return { messages: { price: moneyRule(currencyDecimals) } }
      return {
        input: {
          name,
          code: code.trim() || null,
          kind,
          price: { amount, currency },
          taxRate: readRate(taxRate),
          active,
        },
      }
    },
    create: CreateProduct,
    change: ChangeProduct,
    refusals: {
      code_taken: { field: 'code', text: t('codeTaken') },
      currency_mismatch: { field: 'price', text: t('currencyMismatch') },
    },
  }
}
