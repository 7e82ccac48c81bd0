/** Names of noises as people read them, in legends and tables. */

/**
 * `Uniform (ℓ_∞)` for `uniform:linf`, `Exponential (ℓ_2, k = 1)` for `exp:l2,k=1`; what is no spec of a family as it
 * is. `_` lowers the next character.
 */
export function noiseLabel(spec: string): string {
  const [, family, norm, parameters = ''] = /^([a-z-]+)(?::(linf|l1|l2))?((?:,[a-z]+=[^,=]+)*)$/.exec(spec) ?? [];
  const name = family === undefined ? undefined : FAMILIES.get(family);
  if (name === undefined) return spec;
  const told = [
    ...(norm === undefined ? [] : [norm === 'linf' ? 'ℓ_∞' : `ℓ_${norm.slice(1)}`]),
    ...parameters
      .split(',')
      .filter((each) => each !== '' && each !== 'j=0')
      .map((each) => each.replace('=', ' = ')),
  ];
  return told.length === 0 ? name : `${name} (${told.join(', ')})`;
}

const FAMILIES = new Map([
  ['gaussian', 'Gaussian'],
  ['laplace', 'Laplace'],
  ['uniform', 'Uniform'],
  ['exp', 'Exponential'],
  ['power', 'Power law'],
  ['iid-exp', 'Iid exponential'],
  ['iid-pareto', 'Iid Pareto'],
  ['splitting', 'Splitting'],
]);
