/** Sentences about votes and bets. */
import { formal } from '../../../src/checker/index.ts';

export const clopperPearson = formal(
  'for every $n$, $p$ and $\\alpha$: whatever bounds $L_k \\le 1$ with $P[\\mathrm{Bin}(n, L_k) \\ge k] \\le \\alpha$ are used, they exceed $p$ with probability at most $\\alpha$',
  'sampling/ClopperPearson',
  'clopper_pearson',
  `forall (R : realFieldType) (n : nat) (p alpha : R) (L : nat -> R), 0 <= p <= 1 -> 0 <= alpha ->
  (forall k, L k <= 1) ->
  (forall k, 0 < L k -> \\sum_(i < n.+1 | (k <= i)%N) 'C(n, i)%:R * L k ^+ i * (1 - L k) ^+ (n - i) <= alpha) ->
  \\sum_(i < n.+1 | p < L i) 'C(n, i)%:R * p ^+ i * (1 - p) ^+ (n - i) <= alpha`,
  'that the bound as the library rounds it has these tails, which is checked at every count of some n',
);

export const tailsGrow = formal(
  '$P[\\mathrm{Bin}(n, p) \\ge k]$ does not fall as $p$ grows, for every $n$ and $k$',
  'sampling/ClopperPearson',
  'tail_grows',
  `forall (R : realFieldType) (n k : nat) (p p' : R), 0 <= p -> p <= p' -> p' <= 1 ->
  \\sum_(i < n.+1 | (k <= i)%N) 'C(n, i)%:R * p ^+ i * (1 - p) ^+ (n - i) <=
  \\sum_(i < n.+1 | (k <= i)%N) 'C(n, i)%:R * p' ^+ i * (1 - p') ^+ (n - i)`,
);

export const selection = formal(
  'whatever the first sample chooses, an event of the second that has probability at most $\\alpha$ for each choice has it for both',
  'sampling/ClopperPearson',
  'selection_valid',
  `forall (R : realFieldType) (S C Omega : finType) (first : S -> R) (choice : S -> C) (law : C -> Omega -> R) (wrong : C -> pred Omega) (alpha : R),
  (forall s, 0 <= first s) -> \\sum_s first s = 1 -> (forall c, \\sum_(x | wrong c x) law c x <= alpha) ->
  \\sum_s \\sum_(x | wrong (choice s) x) first s * law (choice s) x <= alpha`,
);

export const ville = formal(
  'a nonnegative wealth that does not grow on average reaches $1/\\alpha$ within $n$ steps with probability at most $\\alpha$: for every finite set of outcomes, every $n$, as a sum over all paths',
  'sampling/Ville',
  'anytime_paths',
  `forall (R : realFieldType) (O : finType) (kern : seq O -> O -> R) (W : seq O -> R),
  (forall h o, 0 <= kern h o) -> (forall h, \\sum_o kern h o = 1) -> (forall h, 0 <= W h) ->
  (forall h, \\sum_o kern h o * W (o :: h) <= W h) ->
  forall (alpha : R) (n : nat), 0 < alpha -> W [::] <= 1 ->
  sumpaths n (fun s => pathw kern [::] s * (hits W alpha^-1 [::] s)%:R) <= alpha`,
);

/** The wealth with the stake spread evenly over [0, 1]: F is an antiderivative of it as a polynomial in the stake. */
export const mixture = formal(
  'for every $n$, $p > 0$, $\\alpha > 0$ and votes that are hits with probability at most $p$ given the past: the wealth $\\int_0^1 (1-u+u/p)^h (1-u)^m\\,du$ after $h$ hits and $m$ misses reaches $1/\\alpha$ within $n$ votes with probability at most $\\alpha$, as a sum over all paths',
  'sampling/Mixture',
  'mixture_anytime',
  `forall (R : realFieldType) (p : R), 0 < p -> exists F : nat -> nat -> {poly R},
  (forall h m, (F h m)^\`() = (1 - 'X + p^-1 *: 'X) ^+ h * (1 - 'X) ^+ m) /\\
  forall kern : seq bool -> bool -> R, (forall s o, 0 <= kern s o) -> (forall s, kern s true + kern s false = 1) ->
  (forall s, kern s true <= p) -> forall (alpha : R) (n : nat), 0 < alpha ->
  sumpaths n (fun s => pathw kern [::] s *
    (hits (fun s => (F (count id s) (count negb s)).[1] - (F (count id s) (count negb s)).[0]) alpha^-1 [::] s)%:R) <= alpha`,
);

export const mixtureFalls = formal(
  'the wealth of the mixture falls as $p$ grows, whatever the hits and misses',
  'sampling/Mixture',
  'mixture_falls',
  `forall (R : realFieldType) (p p' : R), 0 < p -> p <= p' -> forall (h m : nat) (F F' : {poly R}),
  F^\`() = (1 - 'X + p^-1 *: 'X) ^+ h * (1 - 'X) ^+ m -> F'^\`() = (1 - 'X + p'^-1 *: 'X) ^+ h * (1 - 'X) ^+ m ->
  F'.[1] - F'.[0] <= F.[1] - F.[0]`,
);

export const fairBet = formal(
  'a stake $u$ at the odds $1/p$ multiplies the wealth by $1 - u(1 - m/p)$ on average when hits have probability $m$: by 1 at $m = p$, by no more below',
  'sampling/Ville',
  'fair_bet',
  `forall (R : realFieldType) (u p m : R), 0 < p -> 0 <= u ->
  [/\\ m * (1 - u + u / p) + (1 - m) * (1 - u) = 1 - u * (1 - m / p), 1 - u * (1 - p / p) = 1
    & m <= p -> 1 - u * (1 - m / p) <= 1]`,
);

export const wealthFalls = formal(
  'the factor $1 - u + u/p$ of a hit falls as $p$ grows',
  'sampling/Ville',
  'hit_falls',
  "forall (R : realFieldType) (u p p' : R), 0 < p -> p <= p' -> 0 <= u -> 1 - u + u / p' <= 1 - u + u / p",
  'the mixture of such factors',
);

export const votesMoved = formal(
  'votes of which at most $m$ change keep the top class when $2m \\le n_c - n_j$, or $2m < n_c - n_j$ against a lower class, for every class $j$',
  'sampling/MovedVotes',
  'top_stays',
  `forall (nc nj nc' nj' m : nat) (lower : bool), (nc <= nc' + m)%N -> (nj' <= nj + m)%N ->
  (nj + lower + m.*2 <= nc)%N -> (nj' + lower <= nc')%N`,
);

export const votesMovedTight = formal(
  'one change more, and there are votes after which it is not on top',
  'sampling/MovedVotes',
  'top_falls',
  `forall (nc nj m : nat) (lower : bool), (m.*2 <= nc)%N -> (nc < nj + lower + m.*2)%N ->
  exists nc' nj', [/\\ (nc <= nc' + m)%N, (nj' <= nj + m)%N & (nc' < nj' + lower)%N]`,
);
