import { api, required } from './client';
import type { Import } from './types';

/** The name under which the sample stands in the list of imports. */
export const sampleName = 'online_retail_sample.parquet';

/** Loads the sample, which only an empty workspace takes. */
export async function loadSample(): Promise<Import> {
  return required(await api.POST('/api/v1/imports/sample'));
}
