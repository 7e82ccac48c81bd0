/**
 * wulff: certified radii, growth functions and Wulff crystals for randomized smoothing.
 *
 * Everything here runs in Node and in a browser. Engines and readers of files are in `wulff/node`, the theorem checker
 * in `wulff/checker`. docs/api.md lists every name.
 */

// Numbers and what they rest on.
export type { Estimate, Method } from './numeric/estimate.ts';
export { INPUT_ERROR_CODES, InvalidInput, type InputErrorCode } from './numeric/invalid-input.ts';
export { randomStream } from './numeric/random/random-stream.ts';
export type { RandomStream } from './numeric/random/random-stream.ts';
export { clopperPearsonLower, clopperPearsonUpper } from './numeric/confidence/binomial.ts';
export { sequenceLower, sequenceUpper } from './numeric/confidence/sequence.ts';

// Convex bodies.
export type { ConvexBody, Halfspace, Vector } from './geometry/body.ts';
export { lpBall } from './geometry/bodies/lp-ball.ts';
export { box } from './geometry/bodies/box.ts';
export { ellipsoid } from './geometry/bodies/ellipsoid.ts';
export { vPolytope } from './geometry/bodies/v-polytope.ts';
export { hPolytope } from './geometry/bodies/h-polytope.ts';
export { zonotope } from './geometry/bodies/zonotope.ts';
export { linearImage, scaled } from './geometry/bodies/linear-image.ts';
export { minkowskiSum } from './geometry/bodies/minkowski-sum.ts';
export { polar } from './geometry/bodies/polar.ts';
export { oracleBody, type MembershipOracle } from './geometry/bodies/oracle-body.ts';
export { parseBody } from './geometry/parse-body.ts';

// What is computed from them.
export { logVolume, volume } from './geometry/functionals/volume.ts';
export { projectionRatio } from './geometry/functionals/projection.ts';
export { maxProjectionRatio } from './geometry/functionals/max-projection.ts';
export { overlap } from './geometry/covariogram/overlap.ts';
export { extremePoints } from './geometry/functionals/extreme-points.ts';
export { rayLength } from './geometry/covariogram/ray-length.ts';
export { covariogramByRayShooting, type RayShooting } from './geometry/covariogram/ray-shooting.ts';
export { uniformPoints, uniformSampler } from './geometry/sampling/uniform-sampler.ts';
export { isSufficientlySymmetric, type SymmetryVerdict } from './geometry/functionals/symmetry.ts';
export { wulffCrystal } from './geometry/bodies/wulff-crystal.ts';

// Smoothing noises and adversaries.
export type { NamedNoise, Noise, Scale, ShapeNorm } from './noise/noise.ts';
export { gaussian } from './noise/named/gaussian.ts';
export { laplace } from './noise/named/laplace.ts';
export { uniform } from './noise/named/uniform.ts';
export { expNoise } from './noise/named/exponential.ts';
export { powerNoise } from './noise/named/power.ts';
export { iidExp, iidPareto } from './noise/named/iid.ts';
export { levelSetNoise } from './noise/level-set/level-set-noise.ts';
export { productNoise } from './noise/product/product-noise.ts';
export { parseNoise } from './noise/spec.ts';
export { adversaryName, type Adversary } from './geometry/adversary.ts';
export { lpAdversary, parseAdversary } from './geometry/adversary.ts';

// Growth functions.
export { growth, type GrowthOptions } from './growth/growth.ts';
export { growthAgainst } from './growth/against.ts';
export { greedyFilling, type GreedyFilling } from './growth/likelihood-ratio/greedy-filling.ts';
export { growthRate, type GrowthRate } from './growth/rate/growth-rate.ts';
export { computedRateBound } from './growth/rate/computed.ts';

// Certified radii.
export type { CertifiedRadius } from './radius/radius.ts';
export { certifiedRadius, radiusCurve } from './radius/certified-radius.ts';
export { twoClassRadius } from './radius/two-class-radius.ts';
export type { Probability } from './radius/top-probability.ts';

// Advice.
export {
  recommend,
  type Gain,
  type Reason,
  type Recommendation,
  type RecommendOptions,
} from './vet/advice/recommend.ts';

// The best noise for the job.
export { designNoise } from './design/design.ts';
export { DESIGN_FORMS, type DesignOptions } from './design/design-options.ts';
export { designBounds, type DesignBound } from './design/bounds/design-bounds.ts';
export type { Design, DesignCandidate, DesignedShape, DesignPoint, HeldAgainst } from './design/report.ts';

// Smoothed models: votes, certificates, results.
export { certify, type CertifyProgress, type CertifyRunOptions } from './certify/certify.ts';
export { certifyImage } from './certify/certify-image.ts';
export {
  certifyRun,
  type RunOptions,
  type RunProgress,
  type RunReport,
  type RunRequest,
  type RunStart,
} from './certify/run.ts';
export { parseSubject, type CertifySubject } from './certify/subject.ts';
export { openSubject, type GridPlace } from './certify/grid/grid-subject.ts';
export { stepsWithin } from './certify/grid/grid-steps.ts';
export { imagesInMemory } from './certify/images-in-memory.ts';
export { predictImage, type PredictOptions, type Prediction } from './certify/predict-image.ts';
export { parseCertifyAdversary, type CertifyAdversary } from './certify/radii/certify-adversary.ts';
export type { StoppingRule } from './certify/statistics/stopping-rule.ts';
export { sampledPlan, splittingPlan, type CertifyPlan, type SampledOptions } from './certify/certify-plan.ts';
export { splittingShifts } from './certify/copies/splitting-kernel.ts';
export { nearestSplittingLambda, parseSplitting, type SplittingSmoothing } from './certify/splitting.ts';
export type { Engine, EngineOptions, NumberedImage, SampleRange, Votes } from './certify/engine.ts';
export { EngineFault, EngineUnavailable } from './certify/engine.ts';
export type { ModelContract } from './certify/assurance/model-contract.ts';
export type { CertifiedImage, RivalVotes, RunSettings, SeedCommitment } from './certify/results/result.ts';
export type { Smoothing, SubjectPlace } from './certify/smoothing.ts';
export type { DataSet, ImageShape, LabelledImage } from './certify/data/data-set.ts';

// Logs of certified images, and tables of certified accuracy.
export { parseResultLog } from './certify/results/log-reader.ts';
export type { ResultLog } from './certify/results/result-log.ts';
export { mergeLogs, type MergeableLog, type MergedLog } from './certify/results/merge-logs.ts';
export { resultsOfLog, type ResultSet } from './certify/results/accuracy-results.ts';
export type { ImageRadius } from './certify/results/result.ts';
export type { LogHead } from './certify/results/result-log.ts';
export {
  accuracyReport,
  accuracyStaircases,
  type AccuracyAt,
  type AccuracyLevel,
  type AccuracyOptions,
  type AccuracyReport,
  type AccuracyStaircase,
  type AccuracyStep,
  type BestAt,
  type NoiseAccuracy,
  type RunAccuracy,
} from './certify/results/accuracy.ts';
export type { RhoBin } from './certify/statistics/rho-histogram.ts';
export { accuracyCsv, accuracyDocument, accuracyLatex, type NoiseNames } from './certify/results/accuracy-formats.ts';

// The verdict on a noise.
export { vet, type VetOptions } from './vet/vet.ts';
export type { InvalidReport, Verdict, VetReport } from './vet/report.ts';
export { checksOf, factsOf, type KnownFacts, type NoiseFacts, UNKNOWN_FACTS } from './noise/facts.ts';
export { InvalidNoise, type NoiseChecks, type Witness } from './noise/validity.ts';
export { customNoise, type CustomLaw, type Vouched } from './noise/custom.ts';
export { moduleNoise, type ModuleOptions, type NoiseModule } from './noise/module/module-noise.ts';
export { parseNoiseFile } from './noise/file.ts';

// Types that the names above are made of.
export type { DesignedFile } from './design/certified.ts';
export type { DesignForm, NoiseDescription } from './design/forms/proposal.ts';
export type { BodyDescription } from './geometry/body-description.ts';
export type { CertifyOptions } from './certify/certify-image.ts';
export type { SampledPlan, SplittingPlan } from './certify/certify-plan.ts';
export type { EngineTally, ModelFacts } from './certify/engine.ts';
export type { NearTieEffect, RunGrid } from './certify/results/result.ts';
export type { GridWish } from './certify/grid/grid-choice.ts';
export type { SmoothingGrid } from './certify/smoothing.ts';
export type { LatticeLaw } from './certify/copies/lattice/lattice-law.ts';
export type { AddedSmoothing } from './certify/subject.ts';
export type { Looks } from './certify/statistics/stopping-rule.ts';
export type { BodyStructure } from './geometry/body.ts';
export type { ExactPolytope } from './geometry/exact/exact-polytope.ts';
export type { Supremum } from './geometry/functionals/max-projection.ts';
export type { RayShootingOptions } from './geometry/covariogram/ray-shooting.ts';
export type { MonteCarloOptions } from './geometry/monte-carlo-options.ts';
export type { MixingReport } from './geometry/sampling/mixing.ts';
export type { SamplerOptions, UniformPoints, UniformSampler } from './geometry/sampling/uniform-sampler.ts';
export type { WorstGrowth } from './growth/against.ts';
export type { MonteCarloGrowthOptions } from './growth/monte-carlo.ts';
export type { Described } from './noise/facts.ts';
export type { BuildOptions, NoiseFile } from './noise/file.ts';
export type { LevelSet } from './noise/level-set/level-set-noise.ts';
export type { ModuleNoise } from './noise/module/module-noise.ts';
export type { ExpParameters } from './noise/named/exponential.ts';
export type { PowerParameters } from './noise/named/power.ts';
export type {
  CustomNoise,
  DensityNoise,
  ExpNoise,
  GaussianNoise,
  IidExpNoise,
  IidParetoNoise,
  LaplaceNoise,
  LevelSetNoise,
  PowerNoise,
  ProductNoise,
  UniformNoise,
} from './noise/noise.ts';
export type { Check } from './noise/validity.ts';
export type { Matrix } from './numeric/algebra/linear-algebra.ts';
export type { ErrorDetails, InputErrorDetails } from './numeric/invalid-input.ts';
export type { RadiusOptions } from './radius/certified-radius.ts';
export type { CandidateRadii } from './vet/advice/recommend.ts';
export type { Assumption, Foundation } from './vet/foundation.ts';
export type { GrowthQuestion } from './vet/options.ts';
export type { Advice, ComparedNoise, CurvePoint, GrowthPoint } from './vet/report.ts';
export type { AdversaryRadii } from './certify/radii/image-radii.ts';
export type { SplittingRadii } from './certify/radii/splitting-radius.ts';
export type { SampleProgress } from './certify/statistics/drawing.ts';
export type { IntegerFacet, IntegerPoint } from './geometry/exact/exact-polytope.ts';
export type { DensityOptions } from './noise/density/density-noise.ts';
export type { NoiseForm } from './noise/file.ts';
export type { HalfLineLaw } from './noise/half-line/law.ts';
export type { ConsistencyReport } from './noise/module/consistency.ts';
export type { NamedCommon, NoiseCommon } from './noise/noise.ts';
export type { Rational } from './numeric/algebra/rational.ts';
export type { Crossing } from './vet/report.ts';
export type { RadiusSource } from './certify/radii/image-radii.ts';
export type { ProbabilityBound } from './certify/statistics/probability-bound.ts';
export type { FiniteIntegral } from './noise/half-line/integral.ts';
export type { Profile } from './noise/half-line/profile.ts';
export type { CallName, FormulaNode, FormulaTree } from './formula/tree.ts';
export type { LawRule, Split } from './noise/half-line/rule.ts';
export type { Tail } from './numeric/special/special.ts';
export type { LogProfile, Panel } from './noise/half-line/integral.ts';
export type { Normalization } from './certify/data/normalization.ts';
export type { InputConvention } from './certify/data/prepare-image.ts';
export type { ImageChoice } from './certify/image-choice.ts';
export type { ModelCheck } from './certify/model-check.ts';
export type { NamedSources, RunIdentity, WatchedRadii } from './certify/run-settings.ts';
export type { ComputedBound, RouteChoice } from './radius/routes/radius-routes.ts';
export type { GrowthRateBound, RateLine } from './noise/rate/bound.ts';
export type { RateBounds } from './noise/rate/rate-bounds.ts';
export type { MeasuredBody } from './geometry/measured-body.ts';
export type { SafeShift, SafeShiftSampling } from './geometry/covariogram/safe-shift.ts';
export type { SafeShiftBounds } from './geometry/covariogram/safe-shift-ray.ts';
export type { Layout } from './certify/data/labelled-arrays.ts';
export type { ChannelOrder } from './certify/data/prepare-image.ts';
export type { ValueRange } from './certify/data/value-range.ts';
export type { Shard } from './certify/image-choice.ts';
export type { ModelWarning } from './certify/model-check.ts';
