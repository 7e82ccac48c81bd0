/** Which tail of a distribution a probability refers to. */
export type Tail = 'lower' | 'upper';
