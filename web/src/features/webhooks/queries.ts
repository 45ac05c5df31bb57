import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type {
  EventRefusalPage,
  IncomingWebhook,
  MappingTrial,
  NewIncomingWebhook,
  NewWebhookEndpoint,
  SenderCheckInput,
  Source,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookDeliveryState,
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookTest,
} from '../../api/types';
import { given } from '../../lib/given';

export const endpointsKey = ['webhook-endpoints'];
export const incomingKey = ['incoming-webhooks'];

const path = (id: string) => ({ params: { path: { id } } });

export function endpointsQuery() {
  return queryOptions({
    queryKey: endpointsKey,
    queryFn: async ({ signal }): Promise<WebhookEndpoint[]> => required(await api.GET('/api/v1/webhooks/endpoints', { signal })).items,
  });
}

/** The sources by whose facts an endpoint can be filtered. */
export function sourceNamesQuery() {
  return queryOptions({
    queryKey: ['sources'],
    queryFn: async ({ signal }): Promise<Source[]> => required(await api.GET('/api/v1/sources', { signal })).items,
  });
}

export async function createEndpoint(body: WebhookEndpointInput): Promise<NewWebhookEndpoint> {
  return required(await api.POST('/api/v1/webhooks/endpoints', { body }));
}

export async function changeEndpoint({ id, body }: { id: string; body: WebhookEndpointInput }): Promise<WebhookEndpoint> {
  return required(await api.PUT('/api/v1/webhooks/endpoints/{id}', { ...path(id), body }));
}

export async function pauseEndpoint(id: string): Promise<WebhookEndpoint> {
  return required(await api.POST('/api/v1/webhooks/endpoints/{id}/disable', path(id)));
}

export async function resumeEndpoint(id: string): Promise<WebhookEndpoint> {
  return required(await api.POST('/api/v1/webhooks/endpoints/{id}/enable', path(id)));
}

export async function rotateSecret(id: string): Promise<NewWebhookEndpoint> {
  return required(await api.POST('/api/v1/webhooks/endpoints/{id}/rotate', path(id)));
}

export async function removeEndpoint(id: string): Promise<void> {
  await api.DELETE('/api/v1/webhooks/endpoints/{id}', path(id));
}

export async function testEndpoint(id: string): Promise<WebhookTest> {
  return required(await api.POST('/api/v1/webhooks/endpoints/{id}/test', path(id)));
}

type DeliveryQuery = { state: WebhookDeliveryState | undefined; cursor: string | undefined; limit: number };

export async function deliveryPage(id: string, query: DeliveryQuery, signal: AbortSignal | undefined): Promise<WebhookDeliveryPage> {
  return required(
    await api.GET('/api/v1/webhooks/endpoints/{id}/deliveries', {
      params: { path: { id }, query: given(query) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export async function retryDelivery({ id, delivery }: { id: string; delivery: string }): Promise<WebhookDelivery> {
  return required(await api.POST('/api/v1/webhooks/endpoints/{id}/deliveries/{delivery}/retry', { params: { path: { id, delivery } } }));
}

export function incomingQuery() {
  return queryOptions({
    queryKey: incomingKey,
    queryFn: async ({ signal }): Promise<IncomingWebhook[]> => required(await api.GET('/api/v1/webhooks/incoming', { signal })).items,
  });
}

export async function createIncoming(body: { name: string; definition: Record<string, unknown>; check: SenderCheckInput }): Promise<NewIncomingWebhook> {
  return required(await api.POST('/api/v1/webhooks/incoming', { body }));
}

export async function changeIncoming({ id, ...body }: { id: string; definition?: Record<string, unknown>; check?: SenderCheckInput }): Promise<IncomingWebhook> {
  return required(await api.PATCH('/api/v1/webhooks/incoming/{id}', { ...path(id), body }));
}

export async function goLive(id: string): Promise<IncomingWebhook> {
  return required(await api.POST('/api/v1/webhooks/incoming/{id}/live', path(id)));
}

export async function rotateAddress(id: string): Promise<NewIncomingWebhook> {
  return required(await api.POST('/api/v1/webhooks/incoming/{id}/rotate', path(id)));
}

export async function removeIncoming(id: string): Promise<void> {
  await api.DELETE('/api/v1/webhooks/incoming/{id}', path(id));
}

/** What a mapping makes of a sample; the same pair is asked for once. */
export function trialQuery(definition: Record<string, unknown> | null, sample: string) {
  return queryOptions({
    queryKey: ['mapping-trial', definition, sample],
    queryFn: async ({ signal }): Promise<MappingTrial> =>
      required(await api.POST('/api/v1/webhooks/incoming/try', { body: { definition: definition ?? {}, sample }, signal })),
    enabled: definition !== null && sample.trim() !== '',
  });
}

export async function refusalPage(id: string, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<EventRefusalPage> {
  return required(
    await api.GET('/api/v1/sources/{id}/refusals', {
      params: { path: { id }, query: given({ cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}
