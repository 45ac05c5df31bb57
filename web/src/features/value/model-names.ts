import type { Model } from '../../api/types';
import type { Translate } from '../../lib/i18n';

const names = new Map([
  ['bg_nbd', 'BG/NBD'],
  ['mbg_nbd', 'MBG/NBD'],
  ['pareto_nbd', 'Pareto/NBD'],
  ['gamma_gamma', 'Gamma-Gamma'],
]);

/** A model by the name that its papers use; one that this console does not know is shown as it came. */
export function modelName(kind: string): string {
  return names.get(kind) ?? kind;
}

export function candidateName(t: Translate, candidate: Candidate): string {
  const name = `\u2066${modelName(candidate.kind)}\u2069`;
  const whole = candidate.seasonal ? t('value.seasonal', { name }) : name;
  if (candidate.covariates.length === 0) return whole;
  return t('covariates.with', { name: whole, names: candidate.covariates.map((covariate) => covariateName(t, covariate.name)).join(', ') });
}

/** What is known of customers, in words; what this console does not know is shown as it came. */
export function covariateName(t: Translate, name: string): string {
  return name === 'country' || name === 'channel' || name === 'first_product' ? t(`covariates.names.${name}`) : name;
}

export type Candidate = Model['comparison']['candidates'][number];

/** The candidate that was taken: of those of one name and with the same covariates, the one that could be. */
export function chosenCandidate({ comparison }: Model): Candidate | undefined {
  const withCovariates = comparison.chosen_covariates.length > 0;
  const named = comparison.candidates.filter(({ kind, covariates }) => kind === comparison.chosen && covariates.length > 0 === withCovariates);
  return named.find(({ choosable }) => choosable) ?? named[0];
}

/** The best of the others that could have been taken. */
export function nextBest(model: Model): Candidate | undefined {
  const chosen = chosenCandidate(model);
  return model.comparison.candidates
    .filter((candidate) => candidate !== chosen && candidate.choosable && candidate.holdout !== null)
    .toSorted((a, b) => (a.holdout?.loss ?? 0) - (b.holdout?.loss ?? 0))[0];
}

/** Names a candidate in an address. */
export function candidateKey({ kind, seasonal, covariates }: Candidate): string {
  return [kind, ...(seasonal ? ['season'] : []), ...covariates.map(({ name }) => name)].join('-');
}
