import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Product } from '../../../../workers/appointment/products/contract.ts'
import {
  ChangeVisitType,
  CreateVisitType,
  type VisitType,
} from '../../../../workers/appointment/visit-types/contract.ts'
import { listOf } from '../../api/settings.ts'
import { t } from '../../i18n/settings.ts'
import { EntryList } from './EntryList.tsx'
import type { ListConfig } from './list-config.ts'
import { priceText } from './price.ts'
import { StateBadge, yesOrNo } from './StateBadge.tsx'
import { wholeNumberOr } from './whole-number.ts'

type VisitTypeForm = {
  name: string
  minutes: string
  bufferBefore: string
  bufferAfter: string
  productId: string
  selfBookable: boolean
  active: boolean
}

/** What a visit can be: its length, the time kept free around it, its price, and whether patients may book it. */
export function VisitTypes() {
  const products = useInfiniteQuery(listOf<Product>('products'))
  const priced = products.data?.pages.flatMap(page => page.items) ?? []
  return <EntryList list={visitTypes(priced)} />
}

const digits = { inputMode: 'numeric' as const, autoComplete: 'off' }

function visitTypes(products: Product[]): ListConfig<VisitType, VisitTypeForm> {
  const byId = new Map(products.map(product => [product.id, product]))
  return {
    path: 'visit-types',
    words: { add: t('addVisitType'), empty: t('noVisitTypes'), emptyHelp: t('noVisitTypesHelp') },
    nameOf: type => type.name,
    search: type => type.name,
    columns: [
      { name: t('name'), cell: type => type.name },
      { name: t('minutesField'), numeric: true, cell: type => type.minutes },
      { name: t('buffers'), numeric: true, cell: type => `${type.bufferBefore} / ${type.bufferAfter}` },
      {
        name: t('price'),
        numeric: true,
        cell: type => {
          const product = byId.get(type.productId ?? '')
          return product ? priceText(product.price) : '–'
        },
      },
      {
        name: t('online'),
        cell: type => <StateBadge kind={yesOrNo(type.selfBookable)}>{t(yesOrNo(type.selfBookable))}</StateBadge>,
      },
      {
        name: t('active'),
        cell: type => <StateBadge kind={yesOrNo(type.active)}>{t(type.active ? 'inUseYes' : 'inUseNo')}</StateBadge>,
      },
    ],
    blank: {
      name: '',
      minutes: '20',
      bufferBefore: '0',
      bufferAfter: '0',
      productId: '',
      selfBookable: false,
      active: true,
    },
    formOf: type => ({
      name: type.name,
      minutes: String(type.minutes),
      bufferBefore: String(type.bufferBefore),
      bufferAfter: String(type.bufferAfter),
      productId: type.productId ?? '',
      selfBookable: type.selfBookable,
      active: type.active,
    }),
    labels: {
      name: t('name'),
      minutes: t('minutesField'),
      bufferBefore: t('bufferBefore'),
      bufferAfter: t('bufferAfter'),
      productId: t('product'),
      selfBookable: t('selfBookable'),
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
        {(['minutes', 'bufferBefore', 'bufferAfter'] as const).map(field => (
          <TextInput
            key={field}
            {...digits}
            id={id(field)}
            label={t(field === 'minutes' ? 'minutesField' : field)}
            value={form[field]}
            error={messages[field]}
            onChange={event => set({ [field]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          id={id('productId')}
          label={t('product')}
          value={form.productId}
          error={messages.productId}
          data={[
            { value: '', label: t('productNone') },
            ...products
              .filter(product => product.active || product.id === form.productId)
              .map(product => ({ value: product.id, label: `${product.name}, ${priceText(product.price)}` })),
          ]}
          onChange={event => set({ productId: event.currentTarget.value })}
        />
        <div className="settings-ticks">
          <Checkbox
            id={id('selfBookable')}
            label={t('selfBookable')}
            checked={form.selfBookable}
            onChange={event => set({ selfBookable: event.currentTarget.checked })}
          />
          <Checkbox
            id={id('active')}
            label={t('active')}
            description={t('activeHelp')}
            checked={form.active}
            onChange={event => set({ active: event.currentTarget.checked })}
          />
        </div>
      </>
    ),
    inputOf: ({ name, minutes, bufferBefore, bufferAfter, productId, selfBookable, active }) => ({
      input: {
        name,
        minutes: wholeNumberOr(minutes),
        bufferBefore: wholeNumberOr(bufferBefore),
        bufferAfter: wholeNumberOr(bufferAfter),
        productId: productId || null,
        selfBookable,
        active,
      },
    }),
    create: CreateVisitType,
    change: ChangeVisitType,
    refusals: {},
  }
}
