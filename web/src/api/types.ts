import type { components } from './schema';

type Schemas = components['schemas'];

export type Currency = Schemas['Currency'];
export type Session = Schemas['Session'];
export type SignIn = Schemas['SignInInput'];
export type BaseReport = Schemas['BaseReport'];
export type BaseMonth = Schemas['BaseMonth'];
export type GoalResult = Schemas['GoalAttainment'];
export type GoalMetric = Schemas['GoalMetric'];
export type SurvivalPoint = Schemas['SurvivalPoint'];
export type RfmReport = Schemas['RfmReport'];
export type RfmCell = Schemas['RfmCell'];
export type RfmSegment = Schemas['RfmSegment'];
export type RfmMigration = Schemas['RfmMigration'];
export type CohortReport = Schemas['CohortReport'];
export type Cohort = Schemas['Cohort'];
export type CohortCell = Schemas['CohortCell'];
export type LostCustomersReport = Schemas['LostCustomersReport'];
export type ProfitReport = Schemas['ProfitReport'];
export type ProfitPage = Schemas['ProfitPage'];
export type AcquisitionReport = Schemas['AcquisitionReport'];
